using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Comparisons by whole words: the edges of the text sought are edges of words, see <see cref="WordSplitter"/>.</summary>
internal static class WordComparisons
{
    public static ImmutableArray<HuntComparison> All { get; } =
    [
        .. Forms("has", "Holds the text as whole words", "where message has 'denied'", OperandForm.One,
            (c, byCase) => Words(c, 0, byCase)),
        .. Forms("hasprefix", "Holds a word that starts with the text", "where message hasprefix 'auth'", OperandForm.One,
            (c, byCase) => Bounded(c, isStart: true, byCase)),
        .. Forms("hassuffix", "Holds a word that ends with the text", "where file.name hassuffix 'exe'", OperandForm.One,
            (c, byCase) => Bounded(c, isStart: false, byCase)),
        new("has_any", null, "Holds at least one of the texts as whole words, whatever their case; the texts may be those of a query's first column.",
            "where message has_any ('denied', 'refused')", OperandForm.List, c => c.Right is [RowsScalar rows] ? OfRows(c, rows.Rows) : Call.Or([.. Each(c)])),
        new("has_all", null, "Holds all of the texts as whole words, whatever their case.",
            "where message has_all ('failed', 'password')", OperandForm.List, c => Call.And([.. Each(c)])),
    ];

    private static IEnumerable<HuntComparison> Forms(
        string name, string meaning, string example, OperandForm operands, Func<BoundComparison, bool, Scalar> bind)
    {
        var byCase = name + "_cs";
        yield return new(name, "!" + name, meaning + ", whatever its case.", example, operands, c => bind(c, false));
        var exampleByCase = example.Replace($" {name} ", $" {byCase} ", StringComparison.Ordinal);
        yield return new(byCase, "!" + byCase, meaning + ", by case.", exampleByCase, operands, c => bind(c, true));
    }

    private static Scalar Words(BoundComparison comparison, int index, bool isCaseSensitive) =>
        comparison.Right[index] is not (ConstantScalar or RowsScalar or NullScalar) and ({ IsList: false, IsText: true } or { IsList: false, Type: HuntType.Document })
        ? PhraseMatch.Computed(comparison.Context, comparison.Left, Conversion.ToText(comparison.Right[index]), isCaseSensitive)
        : PhraseMatch.Words(comparison.Context, comparison.Left, comparison.KnownText(index) ?? "", isCaseSensitive);

    private static AnyScalar OfRows(BoundComparison comparison, Table rows)
    {
        var list = new RowsListScalar(rows.With(Conversion.ToText(rows.Columns[0].Value)));
        var level = comparison.Context.NewItem();
        return new AnyScalar(list, level, PhraseMatch.Computed(comparison.Context, comparison.Left, new ItemScalar(level, list), isCaseSensitive: false));
    }

    private static Scalar Bounded(BoundComparison comparison, bool isStart, bool isCaseSensitive) => PhraseMatch.Bounded(
        comparison.Context, comparison.Left, comparison.KnownText(0) ?? "", isStart, !isStart, isCaseSensitive);

    private static IEnumerable<Scalar> Each(BoundComparison comparison) =>
        Enumerable.Range(0, comparison.Right.Length).Select(index => Words(comparison, index, isCaseSensitive: false));
}
