using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Writing;

/// <summary>A document with all that it says, and without where it stood: equal texts are equal documents.</summary>
internal static class TreeText
{
    private static readonly string[] Places = [nameof(SigmaDocument.At), nameof(SigmaDocument.Path), nameof(SigmaDocument.Ordinal), nameof(SigmaDocument.Key)];

    public static string Of(SigmaDocument document)
    {
        var text = new StringBuilder();
        Append(text, document, depth: 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("-\n");
                break;
            case string or ValueType and not IEnumerable:
                text.Append(CultureInfo.InvariantCulture, $"{value.GetType().Name} [{(value is decimal number ? number.ToString("0.############", CultureInfo.InvariantCulture) : value)}]\n");
                break;
            case IEnumerable items:
                foreach (var item in items)
                {
                    text.Append(' ', depth).Append("* ");
                    Append(text, item, depth + 1);
                }

                break;
            default:
                text.Append(value.GetType().Name).Append('\n');
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => !Places.Contains(property.Name)))
                {
                    text.Append(' ', depth + 1).Append(property.Name).Append(": ");
                    Append(text, property.GetValue(value), depth + 2);
                }

                break;
        }
    }
}
