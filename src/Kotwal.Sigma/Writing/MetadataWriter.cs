using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Writing;

/// <summary>Writes what a document says about itself, above and below of what it looks for.</summary>
internal static class MetadataWriter
{
    public static void WriteHead(YamlLines lines, SigmaMetadata about)
    {
        lines.Text("title", about.Title);
        lines.Text("id", about.Id);
        lines.Text("name", about.Name);
        WriteRelated(lines, about);
        lines.Text("taxonomy", about.Taxonomy);
        lines.Text("status", about.Status?.ToString().ToLowerInvariant());
        lines.Text("description", about.Description);
        lines.Text("license", about.License);
        lines.Texts("references", about.References);
        lines.Text("author", about.Author);
        lines.Text("date", about.Date);
        lines.Text("modified", about.Modified);
        lines.Texts("tags", about.Tags);
    }

    public static void WriteTail(YamlLines lines, SigmaMetadata about)
    {
        lines.Texts("fields", about.Fields);
        lines.Texts("falsepositives", about.FalsePositives);
        lines.Text("level", about.Level?.ToString().ToLowerInvariant());
        lines.Texts("scope", about.Scope);
    }

    private static void WriteRelated(YamlLines lines, SigmaMetadata about)
    {
        if (about.Related.IsEmpty)
        {
            return;
        }

        lines.Below("related", () =>
        {
            foreach (var relation in about.Related)
            {
                lines.Item(() =>
                {
                    lines.Text("id", relation.Id);
                    lines.Text("type", relation.Type);
                });
            }
        });
    }
}
