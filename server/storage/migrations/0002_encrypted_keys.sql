-- Client keys whose payload is encrypted: the AES key in base64, as it is given to GrowthBook's
-- SDKs. It is needed at every publish, so it cannot be kept as a hash.
CREATE TABLE encryption_keys (
  access_key TEXT PRIMARY KEY NOT NULL REFERENCES access_keys (id),
  encryption_key TEXT NOT NULL
) STRICT;
