using System.Collections.Immutable;

namespace Kotwal.Sigma.Syntax;

/// <summary>A YAML node with its place. Aliases share the node that they stand for.</summary>
/// <param name="At">Where the node begins.</param>
/// <param name="Size">Number of nodes in it, itself included, aliases counted in full.</param>
internal abstract record YamlNode(SourcePosition At, int Size);

/// <param name="Text">The text without quotes and escapes.</param>
/// <param name="IsPlain">True when it stands without quotes, so that its text decides its type.</param>
/// <param name="At">Where the node begins.</param>
/// <param name="TextAt">Where the text begins when it is all on one line, else null: the places inside are not known then.</param>
internal sealed record YamlScalar(string Text, bool IsPlain, SourcePosition At, SourcePosition? TextAt) : YamlNode(At, 1);

internal sealed record YamlList(ImmutableArray<YamlNode> Items, SourcePosition At, int Size) : YamlNode(At, Size);

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

internal sealed record YamlMap(ImmutableArray<YamlEntry> Entries, SourcePosition At, int Size) : YamlNode(At, Size)
{
    public YamlEntry? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry;
            }
        }

        return null;
    }
}
