using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Literals;

/// <summary>What must be so for one item of a search to be true.</summary>
internal static class ItemNecessity
{
    public static Necessity Of(ItemMatcher item)
    {
        if (item.Item.IsNegated)
        {
            return Necessity.Nothing;
        }

        if (item.MustExist is { } mustExist)
        {
            return mustExist ? Present(item) : Necessity.Nothing;
        }

        if (item.References is not null)
        {
            return Present(item);
        }

        if (item.AcceptsAbsent && item.Item.Field is not null)
        {
            return Necessity.Nothing;
        }

        var groups = item.Groups.Select(group => Necessity.Any(group.Select(test => OfTest(item, test))));
        return item.Item.IsAll ? Necessity.All(groups) : Necessity.Any(groups);
    }

    private static Necessity OfTest(ItemMatcher item, ValueTest test)
    {
        if (item.Item.Field is null)
        {
            return OfTest(Literal.AnyField, test);
        }

        // The first field that is there decides, and any of them may be.
        return Necessity.Any(item.Handles.Select(handle => test is NullTest ? Necessity.Nothing : OfTest(handle, test)));
    }

    private static Necessity OfTest(int field, ValueTest test)
    {
        var literals = test switch
        {
            TextTest text => TextLiterals.Of(field, text),
            NumberTest number => OfNumber(field, number),
            BooleanTest truth => Necessity.Of(new(field, LiteralKind.Equal, Utf8Fold.Fold(System.Text.Encoding.ASCII.GetBytes(truth.Pattern)), false)),
            RegexTest regex => RegexLiterals.Of(field, regex.Text),
            _ => Necessity.Nothing,
        };
        return literals == Necessity.Nothing ? Necessity.Of(new(field, LiteralKind.Present, [], false)) : literals;
    }

    private static Necessity OfNumber(int field, NumberTest number) =>
        PlainNumber.Is(number.Canonical)
            ? Necessity.Any(new[] { number.Canonical, Utf8Fold.Fold(number.Written) }
                .Select(text => Necessity.Of(new(field, field == Literal.AnyField ? LiteralKind.Anywhere : LiteralKind.Equal, text, true))))
            : Necessity.Nothing;

    private static Necessity Present(ItemMatcher item) =>
        Necessity.Any(item.Handles.Select(handle => Necessity.Of(new(handle, LiteralKind.Present, [], false))));
}
