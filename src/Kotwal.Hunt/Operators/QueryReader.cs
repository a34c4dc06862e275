using System.Collections.Immutable;
using Kotwal.Hunt.Reading;

namespace Kotwal.Hunt.Operators;

/// <summary>
/// Reads a whole hunt: a search part, then operators parted by <c>|</c>. A text whose first word is the name of an operator, in
/// lower case, begins with that operator; <c>events</c> before a <c>|</c> or the end stands for all events.
/// </summary>
internal static class QueryReader
{
    /// <summary>Most operators in one hunt.</summary>
    public const int MaxStages = 50;

    private const string Everything = "events";

    public static (ImmutableArray<Stage> Stages, HuntError? Error) Read(string text)
    {
        var reading = new TextReading(text);
        var stages = ImmutableArray.CreateBuilder<Stage>();
        reading.SkipSpace();
        if (StartsWithOperator(text, reading.Position) is { } word)
        {
            ReadStages(new TokenReader(reading), stages);
            return (stages.ToImmutable(), reading.Error is { } error ? Hinted(error, word) : null);
        }

        ReadSource(reading, stages);
        if (reading.Current == '|')
        {
            reading.Position++;
            ReadStages(new TokenReader(reading), stages);
        }

        return (stages.ToImmutable(), reading.Error);
    }

    private static string? StartsWithOperator(string text, int position)
    {
        var length = OperatorNameLength(text, position);
        var word = text.Substring(position, length);
        var next = position + length < text.Length ? text[position + length] : ' ';
        return OperatorTable.Find(word) is not null && (char.IsWhiteSpace(next) || next == '|') ? word : null;
    }

    private static HuntError Hinted(HuntError error, string word) => word == "where"
        ? error
        : error with { Message = $"{error.Message} To search for the word '{word}', put it in quotes." };

    private static void ReadSource(TextReading reading, ImmutableArray<Stage>.Builder stages)
    {
        var start = reading.Position;
        if (string.CompareOrdinal(reading.Text, start, Everything, 0, Everything.Length) == 0)
        {
            reading.Position += Everything.Length;
            reading.SkipSpace();
            if (reading.IsAtEnd || reading.Current == '|')
            {
                return;
            }
        }

        reading.Position = start;
        if (!reading.IsAtEnd && reading.Current != '|')
        {
            stages.Add(new SearchStage(new SearchReader(reading).Read()));
        }
    }

    private static void ReadStages(TokenReader tokens, ImmutableArray<Stage>.Builder stages)
    {
        do
        {
            var name = tokens.ExpectOperatorName();
            if (OperatorTable.Find(name.Text) is not { } found)
            {
                tokens.Fail(name.Span, name.Text.Length == 0
                    ? "Expected an operator such as where, summarize, sort or take."
                    : $"Unknown operator '{name.Text}'{NearestName.Hint(name.Text, OperatorTable.Names)}");
                return;
            }

            if (stages.Count >= MaxStages)
            {
                tokens.Fail(name.Span, $"Too long: at most {MaxStages} operators in one hunt.");
                return;
            }

            stages.Add(found.Read(tokens));
            if (!tokens.IsAtEndOfStage)
            {
                tokens.FailExpected("'|' or the end");
            }
        }
        while (tokens.TryTakeSymbol("|"));
    }

    private static int OperatorNameLength(string text, int position)
    {
        var length = 0;
        while (position + length < text.Length && (char.IsAsciiLetter(text[position + length]) || text[position + length] == '-'))
        {
            length++;
        }

        return length;
    }
}
