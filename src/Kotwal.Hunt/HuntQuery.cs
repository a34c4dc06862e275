using Kotwal.Hunt.Operators;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt;

/// <summary>A hunt as data: what was asked, read from text and checked. Immutable.</summary>
public sealed class HuntQuery
{
    /// <summary>Longest text that is read, in characters.</summary>
    public const int MaxTextLength = 65_536;

    private HuntQuery(string text, Pipeline pipeline, IReadOnlyDictionary<string, Let> lets)
    {
        Text = text;
        Pipeline = pipeline;
        Lets = lets;
    }

    /// <summary>The text as it was typed.</summary>
    public string Text { get; }

    /// <summary>
    /// True when its rows are events that go through operators one after another, where a further condition can be put right behind
    /// the search part; false where they come from a table, a <c>let</c>, a union or a query in parentheses.
    /// </summary>
    /// <param name="tables">Names of tables besides events; any other name that stands alone is a word.</param>
    public bool StartsWithEvents(IReadOnlySet<string> tables) => Lets.Count == 0 && Pipeline.Source switch
    {
        EventsSource => true,
        NamedSource { Name.Name: var name, Word: not null } => !tables.Contains(name),
        NamedSource { Name.Name: "events" } => true,
        _ => false,
    };

    /// <summary>How its result is to be drawn; null where it does not say.</summary>
    public HuntChart? Chart => Pipeline.Stages is [.., RenderStage render] ? render.Chart : null;

    /// <summary>True when the hunt only says which events it means: it makes no other rows of them, and leaves none out by their number.</summary>
    public bool IsFilter => Lets.Count == 0
        && Pipeline.Source is EventsSource or NamedSource { Word: not null } or NamedSource { Name.Name: "events" }
        && Pipeline.Stages.All(stage => stage is SearchStage or WhereStage);

    /// <summary>Where its rows come from and the steps that they go through.</summary>
    internal Pipeline Pipeline { get; }

    /// <summary>What it names with <c>let</c>.</summary>
    internal IReadOnlyDictionary<string, Let> Lets { get; }

    /// <summary>Reads a hunt. Never throws: what cannot be read is an error with its place.</summary>
    public static HuntParse Parse(string text)
    {
        if (text.Length > MaxTextLength)
        {
            return new(null, HuntError.In(text, MaxTextLength, 0, $"Too long: at most {MaxTextLength} characters in one hunt."));
        }

        var (pipeline, lets, error) = QueryReader.Read(text);
        return error is null ? new(new HuntQuery(text, pipeline, lets), null) : new(null, error);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
