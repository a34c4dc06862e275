using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Planning;

/// <summary>
/// What binding a hunt to a schema knows and finds on its way: the time, names for columns, and the first error. After an error
/// the plan is worthless, and goes on only to come to its end.
/// </summary>
internal sealed class PlanContext(string text, IHuntSchema schema, DateTimeOffset now)
{
    private int columns;
    private int items;

    public IHuntSchema Schema { get; } = schema;

    /// <summary>The time that <c>now()</c> means.</summary>
    public ConstantScalar Now { get; } = new(TimeText.ToMicroseconds(now), HuntType.Time);

    public HuntError? Error { get; private set; }

    /// <summary>Places where a name is taken for an unknown field although a known one is near.</summary>
    public List<HuntError> Notes { get; } = [];

    /// <summary>Notes the error, if it is the first, and stands in for the value that has no meaning.</summary>
    public Scalar Fail(TextSpan span, string message)
    {
        Error ??= HuntError.In(text, span.Start, span.Length, message);
        return new NullScalar(HuntType.Keyword);
    }

    public void Note(TextSpan span, string message)
    {
        if (Notes.TrueForAll(note => note.Message != message))
        {
            Notes.Add(HuntError.In(text, span.Start, span.Length, message));
        }
    }

    /// <summary>A name for a column, which no schema's column and no other of this plan has.</summary>
    public string NewColumn() => $"_hunt_{columns++}";

    /// <summary>A number for the item of a list.</summary>
    public int NewItem() => items++;
}
