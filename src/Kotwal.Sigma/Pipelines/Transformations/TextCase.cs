using System.Text;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary>Cases of letters by the names that files use.</summary>
internal static class TextCase
{
    public static Func<string, string>? Read(OptionReader options, string key, string? otherwise) => options.OneOf(key, otherwise, "lower", "upper", "snake_case") switch
    {
        "lower" => text => text.ToLowerInvariant(),
        "upper" => text => text.ToUpperInvariant(),
        "snake_case" => SnakeCase,
        _ => null,
    };

    /// <summary><c>ParentImage</c> becomes <c>parent_image</c>, <c>LogonGUID</c> <c>logon_guid</c>.</summary>
    private static string SnakeCase(string text)
    {
        var made = new StringBuilder(text.Length + 8);
        for (var place = 0; place < text.Length; place++)
        {
            var isCapital = char.IsUpper(text[place]);
            var beginsWord = place > 0 && isCapital
                && (char.IsLower(text[place - 1]) || char.IsDigit(text[place - 1])
                    || (char.IsUpper(text[place - 1]) && place + 1 < text.Length && char.IsLower(text[place + 1])));
            made.Append(beginsWord ? "_" : "").Append(char.ToLowerInvariant(text[place]));
        }

        return made.ToString();
    }
}
