using System.Data.Common;
using Kotwal.City.Ledgers;
using Kotwal.City.Tests.State;

namespace Kotwal.City.Tests.Audit;

/// <summary>What someone does who may write to the ledger and knows no shame.</summary>
internal static class Tamper
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    /// <summary>Runs the statement as it stands.</summary>
    public static async Task RunAsync(TestCity city, string statement)
    {
        await using var connection = await city.Get<LedgerConnections>().OpenAsync("audit", Cancel);
        await RunAsync(connection, statement);
    }

    /// <summary>Takes the triggers away first.</summary>
    public static async Task ForceAsync(TestCity city, string statement)
    {
        await using var connection = await city.Get<LedgerConnections>().OpenAsync("audit", Cancel);
        await RunAsync(connection, TestState.IsOnPostgres
            ? "DROP TRIGGER audit_entries_stays ON audit_entries"
            : "DROP TRIGGER audit_entries_is_not_changed; DROP TRIGGER audit_entries_is_not_deleted; DROP TRIGGER audit_entries_is_not_replaced");
        await RunAsync(connection, statement);
    }

    /// <summary>As in a ledger that was made before its table had checks.</summary>
    public static async Task WithoutChecksAsync(TestCity city, string statement)
    {
        await using var connection = await city.Get<LedgerConnections>().OpenAsync("audit", Cancel);
        await RunAsync(connection, TestState.IsOnPostgres
            ? "ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_sequence_check"
            : "PRAGMA ignore_check_constraints = ON");
        await RunAsync(connection, statement);
    }

    private static async Task RunAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
