using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Writing;

/// <summary>Writes the searches of a rule or a filter, and the conditions over them.</summary>
internal sealed class DetectionWriter(YamlLines lines)
{
    public void Write(SigmaDetection detection)
    {
        var named = NamedSearches.Of(detection);
        foreach (var search in named.Searches)
        {
            lines.Below(search.Name, () => WriteBody(SearchForm.Of(search)));
        }

        if (named.Conditions is [var only])
        {
            lines.Text("condition", ConditionText.Of(only));
        }
        else
        {
            lines.Texts("condition", [.. named.Conditions.Select(ConditionText.Of)]);
        }
    }

    private void WriteBody(SigmaSearchNode body)
    {
        switch (body)
        {
            case SigmaSearchItem keywords when IsKeywordList(keywords):
                lines.Items(keywords.Values.Select(TextOf));
                break;
            case SigmaSearchAny any:
                for (var place = 0; place < any.Parts.Length; place++)
                {
                    WriteAlternative(any.Parts[place], isLast: place == any.Parts.Length - 1);
                }

                break;
            default:
                WriteMap(body);
                break;
        }
    }

    /// <summary>Words beside maps are read as one item behind the maps, so only the last item may be written as such.</summary>
    private void WriteAlternative(SigmaSearchNode part, bool isLast)
    {
        if (isLast && part is SigmaSearchItem keywords && IsKeywordList(keywords))
        {
            lines.Items(keywords.Values.Select(TextOf));
        }
        else
        {
            lines.Item(() => WriteMap(part));
        }
    }

    private void WriteMap(SigmaSearchNode node)
    {
        ImmutableArray<SigmaSearchNode> parts = node is SigmaSearchAll all ? all.Parts : [node];
        foreach (var item in parts.Cast<SigmaSearchItem>())
        {
            if (item.Values is [var only])
            {
                lines.Entry(item.Key, TextOf(only));
            }
            else
            {
                lines.Below(item.Key, () => lines.Items(item.Values.Select(TextOf)));
            }
        }
    }

    private static bool IsKeywordList(SigmaSearchItem item) => item is { Field: null, Modifiers.IsEmpty: true };

    private static string TextOf(SigmaLiteral literal) => literal is SigmaText text ? YamlText.Quoted(text.Text) : literal.ToString()!;
}
