namespace Kotwal.Sigma.Syntax;

/// <param name="Text">The word or the sign.</param>
/// <param name="Offset">Zero-based place in the condition.</param>
internal readonly record struct ConditionToken(string Text, int Offset)
{
    public bool Is(string word) => Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts a condition into words, parentheses and pipes.</summary>
internal static class ConditionLexer
{
    public static List<ConditionToken> Cut(string condition)
    {
        var tokens = new List<ConditionToken>();
        var place = 0;
        while (place < condition.Length)
        {
            var letter = condition[place];
            if (char.IsWhiteSpace(letter))
            {
                place++;
            }
            else if (letter is '(' or ')' or '|')
            {
                tokens.Add(new(letter.ToString(), place++));
            }
            else
            {
                var start = place;
                while (place < condition.Length && !char.IsWhiteSpace(condition[place]) && condition[place] is not ('(' or ')' or '|'))
                {
                    place++;
                }

                tokens.Add(new(condition[start..place], start));
            }
        }

        return tokens;
    }
}
