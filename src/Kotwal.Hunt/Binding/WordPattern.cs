using System.Globalization;
using System.Text;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Binding;

/// <summary>Patterns with <c>*</c> for any run of characters and <c>?</c> for one, whatever the case.</summary>
internal static class WordPattern
{
    /// <summary>
    /// The pattern as whole words somewhere in the text, where a star and a question mark stand for anything but white space. An
    /// end of the pattern that is a star or a question mark need not be the edge of a word.
    /// </summary>
    public static Scalar Matches(Scalar text, string pattern)
    {
        var lower = WordSplitter.Lower(pattern);
        var regex = new StringBuilder();
        regex.Append(IsWordEdge(lower[0]) ? RegexText.WordStart : "");
        foreach (var character in lower)
        {
            regex.Append(character switch
            {
                '*' => @"\S*",
                '?' => @"\S",
                _ => RegexText.Escape(character),
            });
        }

        regex.Append(IsWordEdge(lower[^1]) ? RegexText.WordEnd : "");
        return Call.Condition(
            Primitive.Matches, Call.Lower(Conversion.ToText(text)), new ConstantScalar(regex.ToString(), HuntType.Keyword));
    }

    /// <summary>The pattern for LIKE over a whole value, in lower case, with a backslash as the escape.</summary>
    public static ConstantScalar Like(string pattern)
    {
        var like = new StringBuilder();
        foreach (var character in WordSplitter.Lower(pattern))
        {
            like.Append(character switch
            {
                '*' => "%",
                '?' => "_",
                '%' or '_' or '\\' => "\\" + character,
                _ => character.ToString(CultureInfo.InvariantCulture),
            });
        }

        return new ConstantScalar(like.ToString(), HuntType.Keyword);
    }

    private static bool IsWordEdge(char character) => WordSplitter.IsWordCharacter(character);
}
