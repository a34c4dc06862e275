using System.Collections.Immutable;
using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Rows that the hunt's text holds: <c>datatable(name:type, …)[value, …]</c>.</summary>
internal sealed record ListedSource(ImmutableArray<LetParameter> Columns, ImmutableArray<Expression> Values, TextSpan Span) : Source
{
    public const string Word = "datatable";

    /// <summary>True where the word, columns in parentheses and a bracket stand.</summary>
    public static bool StartsAt(string text, int position)
    {
        var open = PastSpace(text, position + Word.Length);
        return string.CompareOrdinal(text, position, Word, 0, Word.Length) == 0 && open < text.Length && text[open] == '('
            && PastSpace(text, Math.Min(Brackets.Closing(text, open) + 1, text.Length)) is var bracket && bracket < text.Length && text[bracket] == '[';
    }

    /// <summary>Reads what stands behind the word.</summary>
    public static ListedSource Read(TokenReader tokens, TextSpan word)
    {
        var text = tokens.Reading.Text;
        var open = tokens.Current.Span.Start;
        var bracket = PastSpace(text, Math.Min(Brackets.Closing(text, open) + 1, text.Length));
        tokens.ExpectSymbol("(");
        var columns = ImmutableArray.CreateBuilder<LetParameter>();
        do
        {
            columns.Add(LetReader.ReadParameter(tokens));
        }
        while (tokens.TryTakeSymbol(","));

        // What closes the columns is not taken: a bracket and a quote behind it would be read as a name.
        if (!tokens.Current.IsSymbol(")"))
        {
            tokens.FailExpected("')'");
        }

        var values = tokens.ReadFrom(bracket + 1, ReadValues);
        if (values.Length % columns.Count != 0)
        {
            tokens.Fail(word.To(tokens.Last), $"Expected {columns.Count} values for each row, found {values.Length} in all.");
        }

        return new ListedSource(columns.ToImmutable(), values, word.To(tokens.Last));
    }

    public override Table Open(PlanContext context)
    {
        var binder = new ExpressionBinder(context, Table.Of(context.Schema.Events).Only([]));
        var columns = Columns.Select((column, place) =>
        {
            var values = Values.Where((_, index) => index % Columns.Length == place).Select(value => Typed(binder.Bind(value), column.Type)).ToList();
            var type = Typed(new NullScalar(HuntType.Keyword), column.Type).Type;
            return (Column: new ColumnScalar(context.NewColumn(), type, IsList: false, Field: null), column.Name, Values: values);
        }).ToList();
        var rows = Enumerable.Range(0, Values.Length / Columns.Length).Select(row => columns.Select(column => column.Values[row]).ToImmutableArray());
        if (columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() < columns.Count)
        {
            context.Fail(Span, "Two columns have one name.");
        }

        return new Table
        {
            Relation = new Relation { Input = new ListedRows([.. columns.Select(column => column.Column)], [.. rows]) },
            Columns = [.. columns.Select(column => new NamedScalar(column.Name, column.Column))],
        };
    }

    private static Scalar Typed(Scalar value, string? type) => type switch
    {
        "dynamic" => Documents.Of(value),
        "timespan" => value.Type == HuntType.Duration ? value : new NullScalar(HuntType.Duration),
        _ => Conversion.ToNamed(value, type ?? "string") ?? Conversion.ToText(value),
    };

    private static ImmutableArray<Expression> ReadValues(TextReading reading)
    {
        var tokens = new TokenReader(reading);
        var values = ImmutableArray.CreateBuilder<Expression>();
        while (!tokens.Current.IsSymbol("]") && !tokens.IsAtEnd)
        {
            values.Add(ExpressionReader.Read(tokens));
            if (!tokens.TryTakeSymbol(","))
            {
                break;
            }
        }

        if (!tokens.Current.IsSymbol("]"))
        {
            tokens.FailExpected("',' or ']'");
        }

        return values.ToImmutable();
    }

    private static int PastSpace(string text, int place)
    {
        while (place < text.Length && char.IsWhiteSpace(text[place]))
        {
            place++;
        }

        return place;
    }
}
