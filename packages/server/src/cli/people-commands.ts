import type { Command } from 'commander';
import { runPeopleCountries, runPeopleDictionary, runPeopleShow, type ShowOptions } from './people.ts';
import { type AuditOptions, type MigrateOptions, runPeopleAudit, runPeopleMigrate, runPeopleValidate } from './people-files.ts';
import { type ExportOptions, type GenerateOptions, runPeopleExport, runPeopleGenerate } from './people-export.ts';

/** `bottega people …`: none of these opens a database or asks a server. */
export function describePeople(program: Command): void {
  const people = program.command('people').description('people who fit the published figures, by the trillion');
  const command = (name: string, description: string) => people.command(name).description(description).option('--json', 'as JSON');
  const onPopulation = (name: string, description: string) =>
    command(name, description)
      .option('--seed <number>', 'which people: any whole number')
      .option('--year <year>', 'those alive on 1 July of it, by seat; without it all ever born, by rank of birth')
      .option('--timeline <name>', 'ours, RCP 8.5, Earth-616, Earth-1218 or ODNI2040')
      .option('--species <name>', 'sapiens, neanderthalensis, denisovan, floresiensis, AI, cyborg, GMO or novel');
  const onSlice = (name: string, description: string) =>
    onPopulation(name, description)
      .option('--country <code>', 'only of this country')
      .option('--sex <sex>', 'only female or male')
      .option('--ages <from-to>', 'only of these ages; needs a year')
      .option('--era <era>', 'only born in the past, the present or the future')
      .option('--born <from..to>', 'only born in these years')
      .option('--order <order>', 'balanced, seat or shuffled')
      .option('--columns <names>', 'with commas between them, or all')
      .option('--format <format>', 'csv, json, jsonl, parquet or xlsx')
      .option('--guard-formulas', 'CSV: no cell that a spreadsheet takes for a formula');
  onSlice('generate', 'write so many people to one file; run again after a kill, it goes on where it was')
    .requiredOption('--count <number>', 'how many')
    .requiredOption('--out <path>', 'the file, or - for the standard output')
    .action((options: GenerateOptions) => runPeopleGenerate(options));
  onSlice('export', 'write a slice to a folder of parts, on several threads; run again, it goes on where it was')
    .requiredOption('--from <number>', 'the first of the slice')
    .requiredOption('--to <number>', 'the end of the slice, not included')
    .requiredOption('--out <folder>', 'where the parts and their manifest go')
    .option('--shards <number>', 'how many parts', '1')
    .option('--workers <number>', 'how many threads')
    .action((options: ExportOptions) => runPeopleExport(options));
  onPopulation('show', 'one person, by index')
    .argument('<index>', 'rank of birth, or with a year the seat')
    .option('--columns <names>', 'with commas between them, or all')
    .action((index: string, options: ShowOptions) => runPeopleShow(index, options));
  command('audit', 'compare a file of people with the published figures')
    .argument('<file>', 'CSV, JSON, JSON Lines or Parquet')
    .option('--year <year>', 'the figures of which year')
    .action((file: string, options: AuditOptions) => runPeopleAudit(file, options));
  command('validate', 'check every row of a file of people')
    .argument('<file>', 'CSV, JSON, JSON Lines or Parquet')
    .action((file: string, options: { json?: boolean }) => runPeopleValidate(file, options));
  command('migrate', 'read a file of the application before this one, and write it anew')
    .argument('<file>', 'people.csv, a synthbio file, or a backup without a head')
    .requiredOption('--out <path>', 'the new file')
    .option('--report <path>', 'where every row that was not loaded is listed with its reason')
    .option('--format <format>', 'csv, json, jsonl or parquet')
    .action((file: string, options: MigrateOptions) => runPeopleMigrate(file, options));
  command('countries', 'list the countries').action((options: { json?: boolean }) => runPeopleCountries(options));
  command('dictionary', 'list the columns, timelines, species and eras').action((options: { json?: boolean }) =>
    runPeopleDictionary(options),
  );
}
