using Kotwal.City.Ledgers;

namespace Kotwal.City.Facts;

/// <summary>The ledger's tables. Rows can be added and nothing else; who goes round that breaks the chain of hashes.</summary>
internal static class FactTables
{
    internal const string Ledger = "facts";

    internal const int Version = 1;

    internal static string Make(LedgerDialect dialect) =>
        $"""
        CREATE TABLE fact_recordings (
            sequence {dialect.Key} PRIMARY KEY, recorded_at BIGINT NOT NULL, source {dialect.Text} NOT NULL, actor {dialect.Text} NOT NULL,
            note {dialect.Text} NOT NULL, first_fact BIGINT NOT NULL, fact_count BIGINT NOT NULL, hash {dialect.Text} NOT NULL);
        CREATE TABLE fact_nodes (sequence {dialect.Key} PRIMARY KEY, id {dialect.Text} NOT NULL UNIQUE);
        CREATE TABLE fact_words (sequence {dialect.Key} PRIMARY KEY, word {dialect.Text} NOT NULL UNIQUE);
        CREATE TABLE facts (
            sequence {dialect.Key} PRIMARY KEY, subject BIGINT NOT NULL, predicate BIGINT NOT NULL, value {dialect.Text}, target BIGINT,
            effective_at BIGINT NOT NULL, is_end BIGINT NOT NULL);
        CREATE INDEX facts_by_subject ON facts (subject, sequence);
        {dialect.MakeAppendOnly("fact_recordings")}
        {dialect.MakeAppendOnly("fact_nodes")}
        {dialect.MakeAppendOnly("fact_words")}
        {dialect.MakeAppendOnly("facts")}
        """;
}
