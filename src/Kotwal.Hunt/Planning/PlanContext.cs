using System.Collections.Immutable;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Planning;

/// <summary>
/// What binding a hunt to a schema knows and finds on its way: the time, names for columns, and the first error. After an error
/// the plan is worthless, and goes on only to come to its end.
/// </summary>
/// <param name="text">The hunt's text, for the places of errors.</param>
/// <param name="schema">The tables.</param>
/// <param name="now">The time that <c>now()</c> means.</param>
/// <param name="lets">What the hunt named with <c>let</c>.</param>
/// <param name="open">Makes the table of a query that stands within another.</param>
internal sealed class PlanContext(
    string text, HuntSchema schema, DateTimeOffset now, IReadOnlyDictionary<string, Let> lets, Func<PlanContext, Tabular, Table> open)
{
    /// <summary>Most operators in one hunt, those of functions counted at each call.</summary>
    public const int MaxStages = 200;

    // Most expressions, those of functions counted at each call.
    private const int MaxNodes = 100_000;

    private readonly Dictionary<string, object> known = new(StringComparer.Ordinal);
    private int columns;
    private int items;
    private int stages;
    private int nodes;

    public HuntSchema Schema { get; } = schema;

    /// <summary>The time that <c>now()</c> means.</summary>
    public ConstantScalar Now { get; } = new(TimeText.ToMicroseconds(now), HuntType.Time);

    public HuntError? Error { get; private set; }

    /// <summary>Places where a name is taken for an unknown field although a known one is near.</summary>
    public List<HuntError> Notes { get; } = [];

    /// <summary>Readings of stored tables by queries that stand in expressions.</summary>
    public List<TableUse> InnerUses { get; } = [];

    /// <summary>Arguments of the function whose body is being bound, by the names of its parameters: values and tables.</summary>
    public ImmutableDictionary<string, object> Arguments { get; set; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>Names of all lets and tables, for the nearest one.</summary>
    public IEnumerable<string> TableNames => Schema.TableNames.Concat(lets.Keys);

    /// <summary>What the hunt named so; null for nothing.</summary>
    public Let? FindLet(string name) => lets.GetValueOrDefault(name);

    /// <summary>The table of a query that stands within the hunt.</summary>
    public Table Open(Tabular query)
    {
        var (outer, noted) = (WindowOrder, Windows.ToList());
        WindowOrder = null;
        Windows.Clear();
        var table = open(this, query);
        WindowOrder = outer;
        Windows.Clear();
        Windows.AddRange(noted);
        return table;
    }

    /// <summary>Order of the rows among which functions look for others; null where none may.</summary>
    public ImmutableArray<SortKey>? WindowOrder { get; set; }

    /// <summary>Values that look at other rows: columns to be computed before whatever names them, as engines do not take them within all else.</summary>
    public List<NamedScalar> Windows { get; } = [];

    /// <summary>Notes a value that looks at other rows.</summary>
    public ColumnScalar Window(WindowScalar value)
    {
        var column = new NamedScalar(NewColumn(), value);
        Windows.Add(column);
        return Table.Made(column);
    }

    /// <summary>What a let means; made once, since it means the same everywhere.</summary>
    public T Once<T>(string name, Func<T> make)
        where T : class
    {
        if (known.TryGetValue(name, out var found))
        {
            return (T)found;
        }

        var (arguments, order) = (Arguments, WindowOrder);
        (Arguments, WindowOrder) = (Arguments.Clear(), null);
        var made = make();
        (Arguments, WindowOrder) = (arguments, order);
        known[name] = made;
        return made;
    }

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

    /// <summary>Counts one operator. False, with the error noted, when there are too many.</summary>
    public bool TryCountStage(TextSpan span)
    {
        if (++stages > MaxStages)
        {
            Fail(span, $"Too long: at most {MaxStages} operators in one hunt, those of functions counted at each call.");
        }

        return Error is null;
    }

    /// <summary>Counts one expression. False, with the error noted, when there are too many.</summary>
    public bool TryCountNode(TextSpan span)
    {
        if (++nodes > MaxNodes)
        {
            Fail(span, "Too much is computed from one another.");
        }

        return nodes <= MaxNodes;
    }

    /// <summary>A name for a column, which no schema's column and no other of this plan has.</summary>
    public string NewColumn() => $"_hunt_{columns++}";

    /// <summary>A number for the item of a list.</summary>
    public int NewItem() => items++;
}
