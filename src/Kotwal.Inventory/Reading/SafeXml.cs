using System.Xml;

namespace Kotwal.Inventory.Reading;

/// <summary>XML of strangers: a document type is skipped unread, so that no entity is defined, and nothing is ever fetched.</summary>
internal static class SafeXml
{
    public static XmlReader Open(Stream document) =>
        XmlReader.Create(document, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            MaxCharactersInDocument = InventoryLimits.MaxDocumentBytes,
            MaxCharactersFromEntities = 1,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CloseInput = false,
        });

    /// <summary>Reads to the next node; also keeps the nesting within its bound.</summary>
    /// <exception cref="InventoryException">The XML is wrong or nested too deeply.</exception>
    public static bool TryRead(XmlReader reader)
    {
        try
        {
            if (!reader.Read())
            {
                return false;
            }
        }
        catch (Exception error) when (error is XmlException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new InventoryException("The XML cannot be read: " + error.Message, error);
        }

        return reader.Depth <= InventoryLimits.MaxDepth
            ? true
            : throw new InventoryException($"The XML is nested more than {InventoryLimits.MaxDepth} levels deep.");
    }

    /// <summary>Line of the reader, counted from 1.</summary>
    public static int Line(XmlReader reader) => reader is IXmlLineInfo info ? info.LineNumber : 0;
}
