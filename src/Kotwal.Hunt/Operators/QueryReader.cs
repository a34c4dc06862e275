using System.Collections.Immutable;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>
/// Reads a whole hunt: lets, then a search part or a table, then operators parted by <c>|</c>. A text whose first word is the name
/// of an operator, in lower case, begins with that operator. A word alone is a table where there is one of that name, and a search
/// where there is none.
/// </summary>
internal static class QueryReader
{
    public static (Pipeline Pipeline, IReadOnlyDictionary<string, Let> Lets, HuntError? Error) Read(string text)
    {
        var reading = new TextReading(text) { ReadQuery = PipelineReader.Read };
        reading.SkipSpace();
        while (LetReader.StartsAt(text, reading.Position))
        {
            LetReader.Read(reading);
            reading.SkipSpace();
        }

        var (pipeline, error) = ReadPipeline(reading);
        return (pipeline, reading.Lets, error);
    }

    private static (Pipeline Pipeline, HuntError? Error) ReadPipeline(TextReading reading)
    {
        var start = reading.Position;
        if (PipelineReader.StartingOperator(reading.Text, start) is { } word)
        {
            var pipeline = ReadToEnd(reading);
            return (pipeline, reading.Error is { } error ? Hinted(error, word) : null);
        }

        if (PipelineReader.StartsWithTokens(reading, start))
        {
            return (ReadToEnd(reading), reading.Error);
        }

        var stages = ImmutableArray.CreateBuilder<Stage>();
        var source = ReadSource(reading, stages);
        if (reading.Current == '|')
        {
            reading.Position++;
            var tokens = new TokenReader(reading);
            PipelineReader.ReadStages(tokens, stages);
            ExpectEnd(tokens);
        }

        return (new Pipeline(source, stages.ToImmutable(), reading.From(start)), reading.Error);
    }

    private static Pipeline ReadToEnd(TextReading reading)
    {
        var tokens = new TokenReader(reading);
        var pipeline = PipelineReader.Read(tokens);
        ExpectEnd(tokens);
        return pipeline;
    }

    // A statement may end with a semicolon, also the last one.
    private static void ExpectEnd(TokenReader tokens)
    {
        if (tokens.Current.IsSymbol(";") && string.IsNullOrWhiteSpace(tokens.Reading.Text[tokens.Current.Span.End..]))
        {
            return;
        }

        if (!tokens.IsAtEnd)
        {
            tokens.FailExpected("'|' or the end");
        }
    }

    private static HuntError Hinted(HuntError error, string word) => word == "where"
        ? error
        : error with { Message = $"{error.Message} To search for the word '{word}', put it in quotes." };

    private static Source ReadSource(TextReading reading, ImmutableArray<Stage>.Builder stages)
    {
        if (reading.IsAtEnd || reading.Current == '|')
        {
            return new EventsSource();
        }

        var start = reading.Position;
        var length = PipelineReader.LoneName(reading.Text, start);
        var search = new SearchStage(new SearchReader(reading).Read());
        if (length > 0)
        {
            return new NamedSource(new NameExpression(reading.Text.Substring(start, length), new TextSpan(start, length)), search);
        }

        stages.Add(search);
        return new EventsSource();
    }
}
