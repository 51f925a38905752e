// Answers of the evaluation endpoints against the published OpenAPI document, where it is at hand.
import { readFile } from 'node:fs/promises';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const file = new URL('../../../shared/reference/ofrep-openapi.yaml', import.meta.url);

/**
 * Validators by schema name, or null when the document is not here. The document cannot validate
 * correct answers as published (protocols.md 2.5, trap 4): value types are joined by oneOf
 * together with an empty schema, DEFAULT is no reason, and FLAG_NOT_FOUND no error in a bulk.
 */
export async function ofrep_schemas() {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const document = parse(text);
  const { schemas } = document.components;
  const [properties, values] = schemas.evaluationSuccess.allOf;
  properties.properties.reason.enum.push('DEFAULT');
  values.anyOf = values.oneOf;
  delete values.oneOf;
  schemas.evaluationFailure.properties.errorCode.enum.push('FLAG_NOT_FOUND');
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(document, 'ofrep');
  const check = (name) => {
    const validate = ajv.getSchema(`ofrep#/components/schemas/${name}`);
    return (body) => (validate(body) ? [] : validate.errors);
  };
  return {
    single: check('serverEvaluationSuccess'),
    bulk: check('bulkEvaluationSuccess'),
    failure: check('evaluationFailure'),
    notFound: check('flagNotFound'),
    bulkFailure: check('bulkEvaluationFailure'),
    sseData: check('sseEventData'),
  };
}
