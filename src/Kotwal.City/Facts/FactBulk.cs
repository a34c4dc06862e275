using System.Data.Common;
using Npgsql;

namespace Kotwal.City.Facts;

/// <summary>
/// Writes rows of one transaction: with statements that are prepared once, and facts on PostgreSQL with its own <c>COPY</c>.
/// </summary>
internal sealed class FactBulk : IAsyncDisposable
{
    private readonly DbCommand addFact;
    private readonly DbCommand addNode;
    private readonly DbCommand addWord;

    public FactBulk(DbTransaction transaction)
    {
        addFact = Prepare(
            transaction,
            "INSERT INTO facts (sequence, subject, predicate, value, target, effective_at, is_end) VALUES (@a, @b, @c, @d, @e, @f, @g)", 7);
        addNode = Prepare(transaction, "INSERT INTO fact_nodes (sequence, id) VALUES (@a, @b)", 2);
        addWord = Prepare(transaction, "INSERT INTO fact_words (sequence, word) VALUES (@a, @b)", 2);
    }

    public async Task AddFactsAsync(IReadOnlyList<FactRow> rows, CancellationToken cancel)
    {
        if (addFact.Connection is NpgsqlConnection postgres)
        {
            await FactCopy.AddAsync(postgres, rows, cancel);
            return;
        }

        foreach (var row in rows)
        {
            var values = addFact.Parameters;
            values[0].Value = row.Number;
            values[1].Value = (long)row.Subject;
            values[2].Value = (long)row.Predicate;
            values[3].Value = (object?)row.Value ?? DBNull.Value;
            values[4].Value = row.Target == 0 ? DBNull.Value : (long)row.Target;
            values[5].Value = row.EffectiveAt;
            values[6].Value = row.IsEnd ? 1L : 0L;
            await addFact.ExecuteNonQueryAsync(cancel);
        }
    }

    public Task AddNodeAsync(int key, NodeId id, CancellationToken cancel) => AddAsync(addNode, key, id.Value.ToString("N"), cancel);

    public Task AddWordAsync(int key, string word, CancellationToken cancel) => AddAsync(addWord, key, word, cancel);

    public async ValueTask DisposeAsync()
    {
        await addFact.DisposeAsync();
        await addNode.DisposeAsync();
        await addWord.DisposeAsync();
    }

    private static async Task AddAsync(DbCommand command, int key, string text, CancellationToken cancel)
    {
        command.Parameters[0].Value = (long)key;
        command.Parameters[1].Value = text;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static DbCommand Prepare(DbTransaction transaction, string sql, int parameters)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (var number = 0; number < parameters; number++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + (char)('a' + number);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
