using System.Data.Common;

namespace Kotwal.City.Facts;

/// <summary>
/// The short numbers under which a ledger keeps ids of nodes and predicates, from 1, in the order in which they were first used.
/// Grows only; guarded by the ledger.
/// </summary>
internal sealed class FactKeys
{
    /// <summary>Most predicates of a ledger: documents of strangers name them.</summary>
    public const int MaxWords = 10_000;

    /// <summary>Most that documents may bring it to, so that there is always room for words of our own.</summary>
    public const int MaxImportedWords = 9_000;

    private readonly Dictionary<Guid, int> keyOfNode = [];
    private readonly Dictionary<string, int> keyOfWord = new(StringComparer.Ordinal);
    private readonly List<Guid> nodes = [];
    private readonly List<string> words = [];

    public int NodeCount => nodes.Count;

    public int WordCount => words.Count;

    public Guid[] Nodes() => [.. nodes];

    public string[] Words() => [.. words];

    public bool TryGetNode(NodeId id, out int key) => keyOfNode.TryGetValue(id.Value, out key);

    public bool TryGetWord(string word, out int key) => keyOfWord.TryGetValue(word, out key);

    public int Add(NodeId id)
    {
        nodes.Add(id.Value);
        keyOfNode.Add(id.Value, nodes.Count);
        return nodes.Count;
    }

    public int Add(string word)
    {
        if (words.Count >= MaxWords)
        {
            throw new InvalidOperationException($"The ledger of facts knows {MaxWords} predicates and takes no more.");
        }

        words.Add(word);
        keyOfWord.Add(word, words.Count);
        return words.Count;
    }

    /// <summary>Forgets what a transaction that failed has added.</summary>
    public void CutTo(int nodeCount, int wordCount)
    {
        while (nodes.Count > nodeCount)
        {
            keyOfNode.Remove(nodes[^1]);
            nodes.RemoveAt(nodes.Count - 1);
        }

        while (words.Count > wordCount)
        {
            keyOfWord.Remove(words[^1]);
            words.RemoveAt(words.Count - 1);
        }
    }

    /// <summary>Learns what other processes have added.</summary>
    public async Task CatchUpAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancel)
    {
        await ReadAsync(
            connection, transaction, $"SELECT id FROM fact_nodes WHERE sequence > {nodes.Count} ORDER BY sequence",
            id => Add(new NodeId(Guid.ParseExact(id, "N"))), cancel);
        await ReadAsync(
            connection, transaction, $"SELECT word FROM fact_words WHERE sequence > {words.Count} ORDER BY sequence", word => Add(word), cancel);
    }

    private static async Task ReadAsync(
        DbConnection connection, DbTransaction? transaction, string sql, Action<string> take, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            take(reader.GetString(0));
        }
    }
}
