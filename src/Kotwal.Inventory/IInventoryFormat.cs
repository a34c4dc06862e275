namespace Kotwal.Inventory;

/// <summary>A way in which other programs write down what a city owns. Stateless; safe for many threads.</summary>
public interface IInventoryFormat
{
    /// <summary>Name in lower case, as the API and the command line take it: <c>csv</c>, <c>netbox</c>.</summary>
    string Name { get; }

    /// <summary>How sure the format is that a document is its own: 0 is not at all, 100 is certain. Never throws.</summary>
    /// <param name="start">The document's first bytes; at most <see cref="InventoryLimits.DetectBytes"/> are looked at.</param>
    /// <param name="fileName">The file's name, or empty.</param>
    int Score(ReadOnlySpan<byte> start, string fileName);

    /// <summary>
    /// Reads one document. The caller owns the stream, which need not be seekable. Items come in the document's order, while it
    /// is read where the format allows; what cannot be used is reported and does not stop the rest.
    /// </summary>
    /// <exception cref="InventoryException">The document as a whole is not of this format, or passes a limit.</exception>
    IEnumerable<InventoryItem> Read(Stream document, InventoryReading reading);
}

/// <summary>A format that can also be written, so that what is read back is the same.</summary>
public interface IInventoryWriter : IInventoryFormat
{
    /// <summary>Writes the items in their order. The caller owns the stream, which need not be seekable and is left open.</summary>
    /// <exception cref="InventoryException">An item has no place in this format; the message says which and why.</exception>
    void Write(IEnumerable<InventoryItem> items, Stream document);
}

/// <summary>A format whose documents are tables, of which a person says what the columns mean.</summary>
public interface ITableFormat : IInventoryFormat
{
    /// <summary>Looks at the headings and the first rows and proposes what the columns mean.</summary>
    /// <exception cref="InventoryException">The document as a whole is not of this format, or passes a limit.</exception>
    TablePreview Preview(Stream document);
}

/// <summary>What a reader is told, and what it tells of what it could not use.</summary>
/// <param name="Mapping">For tables: what each column means; null takes the headings that are known.</param>
/// <param name="MaxItems">Most items of one document. Default 1,000,000.</param>
/// <param name="TakesOwn">
/// True when the document is our own export: what stands in a bill of materials under <c>kotwal:</c> is taken, whatever kind of thing, mark
/// or relation it is. A supplier who delivers a bill could else describe the city in it.
/// </param>
public sealed record InventoryReading(InventoryMapping? Mapping = null, int MaxItems = InventoryLimits.MaxItems, bool TakesOwn = false)
{
    /// <summary>Most problems kept; further ones are counted.</summary>
    public const int MaxProblems = 1_000;

    private readonly List<InventoryProblem> problems = [];

    public IReadOnlyList<InventoryProblem> Problems => problems;

    /// <summary>All problems, also those past <see cref="MaxProblems"/>.</summary>
    public int ProblemCount { get; private set; }

    public void Report(int line, string reason)
    {
        ProblemCount++;
        if (problems.Count < MaxProblems)
        {
            problems.Add(new(line, reason));
        }
    }
}

/// <summary>Something in a document that could not be used.</summary>
/// <param name="Line">Line, row or element, counted from 1; 0 when that has no meaning.</param>
/// <param name="Reason">What is wrong, for the person who imports.</param>
public sealed record InventoryProblem(int Line, string Reason);

/// <summary>The document is not what it was said to be.</summary>
public sealed class InventoryException(string message, Exception? inner = null) : Exception(message, inner);
