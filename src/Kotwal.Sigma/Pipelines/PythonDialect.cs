using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Kotwal.Sigma.Pipelines;

/// <summary>
/// Writes an expression of Python's <c>re</c> for .NET: groups are numbered from left to right whether they have a name or not,
/// <c>(?P=name)</c> refers to one, <c>\Z</c> is the very end, and a bracket within a set is only a bracket.
/// </summary>
internal sealed class PythonDialect(string text)
{
    private readonly StringBuilder made = new(text.Length + 16);
    private readonly ImmutableDictionary<string, string>.Builder groups = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
    private int place;
    private int count;

    /// <returns>The expression, and the numbers of its groups by number and name.</returns>
    public (string Text, ImmutableDictionary<string, string> Groups) Translate()
    {
        while (place < text.Length)
        {
            switch (text[place])
            {
                case '\\' when place + 1 < text.Length:
                    made.Append('\\').Append(text[place + 1] == 'Z' ? 'z' : text[place + 1]);
                    place += 2;
                    break;
                case '[':
                    CopySet();
                    break;
                case '(':
                    OpenGroup();
                    break;
                default:
                    made.Append(text[place++]);
                    break;
            }
        }

        return (made.ToString(), groups.ToImmutable());
    }

    private void OpenGroup()
    {
        if (Follows("(?P<") && text.IndexOf('>', place) is var end and > 0)
        {
            groups[text[(place + 4)..end]] = OpenNumbered();
            place = end + 1;
        }
        else if (Follows("(?P=") && text.IndexOf(')', place) is var close and > 0)
        {
            var name = text[(place + 4)..close];
            made.Append("\\k<").Append(groups.GetValueOrDefault(name, name)).Append('>');
            place = close + 1;
        }
        else if (Follows("(?"))
        {
            var length = Follows("(?(") ? 3 : 2;
            made.Append(text, place, length);
            place += length;
        }
        else
        {
            OpenNumbered();
            place++;
        }
    }

    private string OpenNumbered()
    {
        var number = (++count).ToString(CultureInfo.InvariantCulture);
        groups[number] = number;
        made.Append("(?<").Append(number).Append('>');
        return number;
    }

    private void CopySet()
    {
        var first = place + (Follows("[^") ? 2 : 1);
        made.Append(text, place, first - place);
        for (place = first; place < text.Length; place++)
        {
            if (text[place] == '\\' && place + 1 < text.Length)
            {
                made.Append('\\').Append(text[++place]);
            }
            else if (text[place] == ']' && place > first)
            {
                made.Append(text[place++]);
                return;
            }
            else
            {
                // In .NET a bracket within a set may begin a subtraction, and the first one that closes is escaped to be one of the set.
                made.Append(text[place] is '[' or ']' ? "\\" : "").Append(text[place]);
            }
        }
    }

    private bool Follows(string what) => text.AsSpan(place).StartsWith(what, StringComparison.Ordinal);
}
