using System.Text;
using System.Xml;

namespace Kotwal.Inventory.Reading;

/// <summary>XML of strangers: a document type is skipped unread, so that no entity is defined, and nothing is ever fetched.</summary>
internal static class SafeXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersInDocument = InventoryLimits.MaxDocumentBytes,
        MaxCharactersFromEntities = 1,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = false,
    };

    /// <exception cref="InventoryException">The first bytes are no text in the encoding that they tell.</exception>
    public static XmlReader Open(Stream document) => Guard(document, each => XmlReader.Create(new ShortRuns(each), Settings));

    /// <summary>Reads to the next node; also keeps the nesting within its bound.</summary>
    /// <exception cref="InventoryException">The XML is wrong or nested too deeply.</exception>
    public static bool TryRead(XmlReader reader)
    {
        if (!Guard(reader, each => each.Read()))
        {
            return false;
        }

        return reader.Depth <= InventoryLimits.MaxDepth
            ? true
            : throw new InventoryException($"The XML is nested more than {InventoryLimits.MaxDepth} levels deep.");
    }

    /// <summary>Adds the text of a node, which is read only when it is asked for.</summary>
    /// <exception cref="InventoryException">The XML is wrong or the text is too long.</exception>
    public static void AppendText(XmlReader reader, StringBuilder text)
    {
        // Piece by piece: a packed document can hold a text of half a gigabyte in a few kilobytes.
        var piece = new char[4_096];
        while (Guard(reader, each => each.ReadValueChunk(piece, 0, piece.Length)) is var length and > 0)
        {
            text.Append(piece, 0, length);
            if (text.Length > InventoryLimits.MaxValueCharacters)
            {
                throw new InventoryException($"Line {Line(reader)}: a text is longer than {InventoryLimits.MaxValueCharacters} characters.");
            }
        }
    }

    /// <summary>Line of the reader, counted from 1.</summary>
    public static int Line(XmlReader reader) => reader is IXmlLineInfo info ? info.LineNumber : 0;

    // What the library throws on wrong XML, on encodings that it does not know and on declarations that contradict the bytes.
    private static T Guard<TSource, T>(TSource source, Func<TSource, T> read)
    {
        try
        {
            return read(source);
        }
        catch (Exception error) when (error is XmlException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new InventoryException("The XML cannot be read: " + error.Message, error);
        }
    }
}
