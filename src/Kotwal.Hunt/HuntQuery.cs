using System.Collections.Immutable;
using Kotwal.Hunt.Operators;

namespace Kotwal.Hunt;

/// <summary>A hunt as data: what was asked, read from text and checked. Immutable.</summary>
public sealed class HuntQuery
{
    /// <summary>Longest text that is read, in characters.</summary>
    public const int MaxTextLength = 65_536;

    private HuntQuery(string text, ImmutableArray<Stage> stages)
    {
        Text = text;
        Stages = stages;
    }

    /// <summary>The text as it was typed.</summary>
    public string Text { get; }

    /// <summary>True when the hunt only says which events it means: it makes no other rows of them, and leaves none out by their number.</summary>
    public bool IsFilter => Stages.All(stage => stage is SearchStage or WhereStage);

    /// <summary>The steps of the hunt, in order.</summary>
    internal ImmutableArray<Stage> Stages { get; }

    /// <summary>Reads a hunt. Never throws: what cannot be read is an error with its place.</summary>
    public static HuntParse Parse(string text)
    {
        if (text.Length > MaxTextLength)
        {
            return new(null, HuntError.In(text, MaxTextLength, 0, $"Too long: at most {MaxTextLength} characters in one hunt."));
        }

        var (stages, error) = QueryReader.Read(text);
        return error is null ? new(new HuntQuery(text, stages), null) : new(null, error);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
