using System.Globalization;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Sql;

/// <summary>Writes values as SQL of DuckDB. Everything that is not of the schema or of the plan becomes a parameter.</summary>
/// <param name="taken">Values of the parameters that are numbered already.</param>
internal sealed class ScalarWriter(IReadOnlyList<object> taken)
{
    /// <summary>Most characters of SQL made, since what is small in a hunt can be large in SQL.</summary>
    public const int MaxLength = 8_000_000;

    private const int MaxValueLength = 2_000_000;

    private readonly List<object> parameters = [.. taken];
    private int left = MaxLength;

    public IReadOnlyList<object> Parameters => parameters;

    /// <summary>True when the SQL would be longer than allowed; what was written is then worthless.</summary>
    public bool IsTooLong => left < 0;

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
        return string.Create(CultureInfo.InvariantCulture, $"${parameters.Count}");
    }

    /// <summary>The order of rows, with a blank before it; nothing for none.</summary>
    public string OrderBy(IReadOnlyCollection<Planning.SortKey> order) => order.Count == 0
        ? ""
        : $" ORDER BY {string.Join(", ", order.Select(key =>
            Write(key.Value) + (key.IsDescending ? " DESC" : " ASC") + (key.AreNullsLast ? " NULLS LAST" : " NULLS FIRST")))}";

    private string WriteNode(Scalar value) => value switch
    {
        ColumnScalar column => column.Sql,
        MapEntryScalar entry => $"{entry.MapSql}[{Parameter(entry.Key)}]",
        ItemScalar item => Item(item.Level),
        AnyScalar any => $"(len(list_filter({Write(any.List)}, lambda {Item(any.Level)}: {Write(any.Predicate)})) > 0)",
        ConstantScalar { Type: HuntType.Time } time => $"make_timestamp({Parameter(time.Value)})",
        ConstantScalar { Type: HuntType.Document } document => $"CAST({Parameter(document.Value)} AS JSON)",
        ConstantScalar constant => Parameter(constant.Value),
        NullScalar absent => $"CAST(NULL AS {TypeName(absent)})",
        CallScalar call => DuckDbTemplates.Fill(call.Primitive, [.. call.Arguments.Select(Write)]),
        LogicScalar { Operands: [] } logic => logic.IsAnd ? "TRUE" : "FALSE",
        LogicScalar logic => $"({string.Join(logic.IsAnd ? " AND " : " OR ", logic.Operands.Select(Write))})",
        NotScalar not => $"(NOT coalesce({Write(not.Operand)}, FALSE))",
        PhraseScalar phrase => WritePhrase(phrase),
        AmongScalar { Value.IsList: true } among =>
            $"list_has_any({Write(among.Value)}, coalesce((SELECT list(DISTINCT c0) FROM ({WriteRows(among.Rows, false)}) AS t), []))",
        AmongScalar among => $"({Write(among.Value)} IN ({WriteRows(among.Rows, false)}))",
        RowsListScalar all => $"coalesce((SELECT list(DISTINCT c0) FROM ({WriteRows(all.Rows, false)}) AS t), [])",
        WindowScalar window => Window(window),
        FirstScalar first => $"({WriteRows(first.Rows, true)})",
        _ => throw new InvalidOperationException($"DuckDB's SQL for {value.GetType().Name} is not known."),
    };

    private string Window(WindowScalar window)
    {
        var arguments = string.Join(", ", window.Arguments.Select(Write));
        return window.Window switch
        {
            WindowFunction.RowNumber => $"({arguments} - 1 + row_number() OVER ({OrderBy(window.Order)}))",
            WindowFunction.Earlier => $"lag({arguments}) OVER ({OrderBy(window.Order)})",
            _ => $"lead({arguments}) OVER ({OrderBy(window.Order)})",
        };
    }

    // Looking for the plain text first is cheap, and mostly enough to say no.
    private string WritePhrase(PhraseScalar phrase)
    {
        var value = phrase.IsCaseSensitive ? Write(phrase.Value) : $"lower({Write(phrase.Value)})";
        var contains = $"contains({value}, {Parameter(phrase.Phrase)})";
        if (!phrase.IsStartBounded && !phrase.IsEndBounded)
        {
            return contains;
        }

        var regex = (phrase.IsStartBounded ? RegexText.WordStart : "")
            + RegexText.Escape(phrase.Phrase)
            + (phrase.IsEndBounded ? RegexText.WordEnd : "");
        return $"({contains} AND regexp_matches({value}, {Parameter(regex)}))";
    }

    private static string Item(int level) => string.Create(CultureInfo.InvariantCulture, $"_item_{level}");

    private static string TypeName(NullScalar absent) => absent.Type == HuntType.Map
        ? absent.IsList ? "MAP(VARCHAR, VARCHAR[])" : "MAP(VARCHAR, VARCHAR)"
        : TypeName(absent.Type) + (absent.IsList ? "[]" : "");

    private static string TypeName(HuntType type) => type switch
    {
        HuntType.Whole or HuntType.Duration => "BIGINT",
        HuntType.Fraction => "DOUBLE",
        HuntType.Truth => "BOOLEAN",
        HuntType.Time => "TIMESTAMP",
        HuntType.Document => "JSON",
        _ => "VARCHAR",
    };
}
