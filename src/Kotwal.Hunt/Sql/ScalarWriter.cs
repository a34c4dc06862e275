using System.Globalization;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Sql;

/// <summary>Writes values as SQL. Everything that is not of the schema or of the plan becomes a parameter.</summary>
/// <param name="dialect">Whose SQL.</param>
/// <param name="taken">Values of the parameters that are numbered already.</param>
internal sealed class ScalarWriter(Dialect dialect, IReadOnlyList<object> taken)
{
    /// <summary>Most characters of SQL made, since what is small in a hunt can be large in SQL.</summary>
    public const int MaxLength = 8_000_000;

    private const int MaxValueLength = 2_000_000;

    private readonly List<object> parameters = [.. taken];
    private int left = MaxLength;

    public IReadOnlyList<object> Parameters => parameters;

    /// <summary>True when the SQL would be longer than allowed; what was written is then worthless.</summary>
    public bool IsTooLong => left < 0;

    /// <summary>What the hunt needs and the dialect cannot compute; null for nothing. What was written is then worthless.</summary>
    public string? Lacking { get; private set; }

    /// <summary>Writes the first column of a table: of all its rows, or of the first.</summary>
    public Func<Table, bool, string> WriteRows { get; set; } = (_, _) => throw new InvalidOperationException("Nobody writes rows.");

    /// <summary>Counts SQL that was written around values.</summary>
    public void Count(int characters) => left = IsTooLong ? left : left - characters;

    /// <summary>The value; a condition may be NULL, which counts as false where it filters.</summary>
    public string Write(Scalar value)
    {
        if (IsTooLong)
        {
            return "";
        }

        var sql = WriteNode(value);
        left = sql.Length > MaxValueLength ? -1 : left - sql.Length;
        return IsTooLong ? "" : sql;
    }

    /// <summary>A value of the hunt or of the caller, as the number of its parameter.</summary>
    public string Parameter(object value)
    {
        parameters.Add(value);
        return dialect.Parameter(value, parameters.Count);
    }

    /// <summary>The order of rows, with a blank before it; nothing for none.</summary>
    public string OrderBy(IReadOnlyCollection<Planning.SortKey> order) => order.Count == 0
        ? ""
        : $" ORDER BY {string.Join(", ", order.Select(key =>
            Write(key.Value) + (key.IsDescending ? " DESC" : " ASC") + (key.AreNullsLast ? " NULLS LAST" : " NULLS FIRST")))}";

    /// <summary>Notes what the dialect cannot compute; the empty SQL in its place.</summary>
    public string Lack(string what)
    {
        Lacking ??= what;
        return "";
    }

    private string WriteNode(Scalar value) => value switch
    {
        ColumnScalar column => column.Sql,
        MapEntryScalar entry => $"{entry.MapSql}[{Parameter(entry.Key)}]",
        ItemScalar item => Item(item.Level),
        AnyScalar any => SqlTemplate.Fill(dialect.AnyItem, Write(any.List), Item(any.Level), Write(any.Predicate)),
        ConstantScalar { Type: HuntType.Time } time => SqlTemplate.Fill(dialect.Time, Parameter(time.Value)),
        ConstantScalar { Type: HuntType.Document } document => SqlTemplate.Fill(dialect.Document ?? Lack("documents of JSON"), Parameter(document.Value)),
        ConstantScalar constant => Parameter(constant.Value),
        NullScalar { Type: HuntType.Map } absent => SqlTemplate.Fill(dialect.NoMap, dialect.TypeName(absent)),
        NullScalar absent => SqlTemplate.Fill(absent.IsList ? dialect.NoItems : dialect.Nothing, dialect.TypeName(absent)),
        CallScalar call => WriteCall(call),
        LogicScalar { Operands: [] } logic => logic.IsAnd ? "TRUE" : "FALSE",
        LogicScalar logic => $"({string.Join(logic.IsAnd ? " AND " : " OR ", logic.Operands.Select(Write))})",
        NotScalar not => $"(NOT coalesce({Write(not.Operand)}, FALSE))",
        PhraseScalar phrase => WritePhrase(phrase),
        AmongScalar { Value.IsList: true } among => SqlTemplate.Fill(dialect.AnyItemAmong, Write(among.Value), WriteRows(among.Rows, false)),
        AmongScalar among => $"({Write(among.Value)} IN ({WriteRows(among.Rows, false)}))",
        RowsListScalar all => SqlTemplate.Fill(dialect.ListOfRows, WriteRows(all.Rows, false)),
        WindowScalar window => SqlTemplate.Fill(
            dialect.WindowOf(window.Window) ?? Lack("row_number, prev and next"), string.Join(", ", window.Arguments.Select(Write)), OrderBy(window.Order)),
        FirstScalar first => $"({WriteRows(first.Rows, true)})",
        _ => throw new InvalidOperationException($"The SQL for {value.GetType().Name} is not known."),
    };

    private string WriteCall(CallScalar call)
    {
        var arguments = call.Arguments.Select(Write).ToArray();
        return SqlTemplate.Fill(dialect.TemplateOf(call) ?? Lack(dialect.LackOf(call)), arguments);
    }

    // Looking for the plain text first is cheap, and mostly enough to say no.
    private string WritePhrase(PhraseScalar phrase)
    {
        var value = phrase.IsCaseSensitive ? Write(phrase.Value) : Fill(Primitive.Lower, Write(phrase.Value));
        var contains = Fill(Primitive.Contains, value, Parameter(phrase.Phrase));
        if (!phrase.IsStartBounded && !phrase.IsEndBounded)
        {
            return contains;
        }

        var regex = (phrase.IsStartBounded ? RegexText.WordStart : "")
            + RegexText.Escape(phrase.Phrase)
            + (phrase.IsEndBounded ? RegexText.WordEnd : "");
        return $"({contains} AND {Fill(Primitive.Matches, value, Parameter(regex))})";
    }

    private string Fill(Primitive primitive, params ReadOnlySpan<string> arguments) => SqlTemplate.Fill(dialect.Templates[primitive], arguments);

    private static string Item(int level) => string.Create(CultureInfo.InvariantCulture, $"_item_{level}");
}
