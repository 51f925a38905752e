-- What the two sides agreed about a launch, as the event log's agreement records make it: JSON.
CREATE TABLE launches_cards (
  launch TEXT PRIMARY KEY NOT NULL,
  card TEXT NOT NULL,
  applied_sequence INTEGER NOT NULL
) STRICT;
