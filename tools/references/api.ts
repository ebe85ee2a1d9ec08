import { describeApi } from '../../packages/server/src/http/api-docs.ts';
import { collectRoutes } from '../../packages/server/src/http/room-routes.ts';
import { module as commerce } from '../../packages/server/src/commerce/module.ts';
import { module as insights } from '../../packages/server/src/insights/module.ts';
import { module as launch } from '../../packages/server/src/launch/module.ts';
import { module as platform } from '../../packages/server/src/platform/module.ts';

type ApiDocument = ReturnType<typeof describeApi>;

type Operation = NonNullable<NonNullable<ApiDocument['paths']>[string]['get']>;
type Route = { readonly path: string; readonly method: string; readonly operation: Operation };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** docs/reference/api.md, made from the OpenAPI document: every route by subject, with what it takes and answers. */
export function renderApiPage(): string {
  const document = describeApi(collectRoutes([platform, commerce, insights, launch]));
  const routes = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method): Route[] => (item[method] ? [{ path, method, operation: item[method] }] : [])),
  );
  const subjects = Map.groupBy(routes, ({ operation }) => operation.tags?.[0] ?? 'Other');
  const chapters = [...subjects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([subject, list]) => renderSubject(subject, list));
  return `# The routes of the API

<!-- Made from the routes themselves by tools/references/write.ts. -->

Every route there is; [api.md](../api.md) says what they have in common. A running server shows the same with every field, to read and
to try, at \`/api/docs\`, and as OpenAPI 3.1 at \`/api/v1/openapi.json\`.

${chapters.join('\n\n')}
`;
}

const renderSubject = (subject: string, routes: readonly Route[]): string => `## ${subject}

| | | takes | answers |
| --- | --- | --- | --- |
${routes.map(renderRoute).join('\n')}`;

function renderRoute({ path, method, operation }: Route): string {
  const said = [`**${operation.summary ?? ''}.**`, operation.description ?? '']
    .join(' ')
    .trim()
    .replaceAll('|', '\\|')
    .replaceAll(/\s+/g, ' ');
  return `| \`${method.toUpperCase()} ${path}\` | ${said} | ${renderInput(operation)} | ${Object.keys(operation.responses ?? {}).join(', ')} |`;
}

/** The names of the query's parameters, and the kinds of body. */
function renderInput({ parameters = [], requestBody }: Operation): string {
  const query = parameters.flatMap((parameter) => ('name' in parameter && parameter.in === 'query' ? [`\`?${parameter.name}\``] : []));
  const body = requestBody && 'content' in requestBody ? Object.keys(requestBody.content).map((type) => `${type}`) : [];
  return [...query, ...body].join(', ');
}
