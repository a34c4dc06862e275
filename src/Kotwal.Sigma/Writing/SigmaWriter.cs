using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Writing;

/// <summary>
/// Writes documents as YAML, in the order, indentation and quotes of SigmaHQ's rules. Reading what was written gives an equal document.
/// Not kept is what is no part of the tree: comments, keys that <see cref="SigmaReader"/> does not read, how a text was quoted or broken
/// into lines, anchors, and that documents were made by a collection (<c>action</c>); they are written whole.
/// </summary>
/// <remarks>
/// Trees that no text could give are written as an equal rule in another form: searches get names that conditions can use, quantifiers that
/// mean other searches than their pattern says are spelled out, and nested searches become a list of maps. Thread-safe.
/// </remarks>
public static class SigmaWriter
{
    /// <summary>Writes one document.</summary>
    /// <exception cref="ArgumentException">A nested search, which no text could give, has too many alternatives to be written as a list.</exception>
    public static string Write(SigmaDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var lines = new YamlLines();
        MetadataWriter.WriteHead(lines, document.Metadata);
        switch (document)
        {
            case SigmaCorrelation correlation:
                CorrelationWriter.Write(lines, correlation);
                break;
            case SigmaFilter filter:
                WriteLogSource(lines, filter.LogSource, definition: null);
                WriteFilter(lines, filter);
                break;
            case SigmaRule rule:
                WriteLogSource(lines, rule.LogSource, rule.LogSourceDefinition);
                lines.Below("detection", () => new DetectionWriter(lines).Write(rule.Detection));
                break;
        }

        MetadataWriter.WriteTail(lines, document.Metadata);
        return lines.ToString();
    }

    /// <summary>Writes several documents into one text.</summary>
    /// <inheritdoc cref="Write(SigmaDocument)" path="/exception"/>
    public static string Write(IEnumerable<SigmaDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return string.Join("---\n", documents.Select(Write));
    }

    private static void WriteLogSource(YamlLines lines, SigmaLogSource logSource, string? definition) => lines.Below("logsource", () =>
    {
        lines.Text("category", logSource.Category);
        lines.Text("product", logSource.Product);
        lines.Text("service", logSource.Service);
        lines.Text("definition", definition);
    });

    private static void WriteFilter(YamlLines lines, SigmaFilter filter) => lines.Below("filter", () =>
    {
        if (filter.Rules.IsEmpty)
        {
            lines.Text("rules", "any");
        }

        lines.Texts("rules", filter.Rules);
        new DetectionWriter(lines).Write(filter.Detection);
    });
}
