using System.Text;
using System.Text.Unicode;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Literals;

/// <summary>The plain pieces of a text with wildcards, each of which must stand in the value.</summary>
internal static class TextLiterals
{
    public static Necessity Of(int field, TextTest test)
    {
        if (test is { Segments: [[{ Kind: PieceKind.Bytes } only]], Number: not null } && !PlainNumber.Is(only.Bytes))
        {
            return Necessity.Nothing;
        }

        var found = new List<Necessity>();
        for (var index = 0; index < test.Segments.Length; index++)
        {
            var segment = test.Segments[index];
            for (var place = 0; place < segment.Length; place++)
            {
                if (segment[place].Kind == PieceKind.Bytes)
                {
                    var isFirst = index == 0 && place == 0;
                    var isLast = index == test.Segments.Length - 1 && place == segment.Length - 1;
                    Add(field, test, segment[place].Bytes, KindOf(isFirst, isLast), found);
                }
            }
        }

        if (test.Segments is [[]])
        {
            found.Add(Necessity.Of(new(field, field == Literal.AnyField ? LiteralKind.Present : LiteralKind.Equal, [], false)));
        }

        return Necessity.All(found);
    }

    private static LiteralKind KindOf(bool isFirst, bool isLast) =>
        isFirst && isLast ? LiteralKind.Equal
        : isFirst ? LiteralKind.Start
        : isLast ? LiteralKind.End
        : LiteralKind.Anywhere;

    private static void Add(int field, TextTest test, byte[] bytes, LiteralKind kind, List<Necessity> found)
    {
        var isNumber = test.Number is not null;
        if (test.IsCased)
        {
            if (!Utf8.IsValid(bytes))
            {
                // A byte that is part of no character may be part of one together with its neighbours in the value.
                bytes = LongestAscii(bytes);
                kind = LiteralKind.Anywhere;
            }

            bytes = Utf8Fold.Fold(bytes);
        }

        if (bytes.Length > 0)
        {
            found.Add(Necessity.Of(new(field, field == Literal.AnyField ? LiteralKind.Anywhere : kind, bytes, isNumber)));
        }
    }

    private static byte[] LongestAscii(byte[] bytes)
    {
        var best = 0..0;
        var start = 0;
        for (var place = 0; place <= bytes.Length; place++)
        {
            if (place == bytes.Length || !Ascii.IsValid(bytes[place]))
            {
                best = place - start > best.End.Value - best.Start.Value ? start..place : best;
                start = place + 1;
            }
        }

        return bytes[best];
    }
}
