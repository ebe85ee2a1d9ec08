import type { Statement, VariableDeclarator } from '@swc/core';
import { Visitor } from '@swc/core/Visitor.js';

const visitKnown = Visitor.prototype.visitStatement;

/**
 * dependency-cruiser reads TypeScript with a visitor of swc's that knows no `using` declarations and gives up on a file that
 * has one. This teaches it to walk what they are given, where a lazy import may stand. Doing it twice does no harm.
 */
export function teachVisitorUsing(): void {
  Visitor.prototype.visitStatement = function visitStatement(this: Visitor, statement: Statement): Statement {
    if (!isUsing(statement)) return visitKnown.call(this, statement);
    this.visitVariableDeclarators(statement.decls);
    return statement;
  };
}

type UsingDeclaration = Statement & { readonly decls: VariableDeclarator[] };

function isUsing(statement: Statement): statement is UsingDeclaration {
  return (statement.type as string) === 'UsingDeclaration';
}
