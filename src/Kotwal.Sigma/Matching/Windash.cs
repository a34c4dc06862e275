namespace Kotwal.Sigma.Matching;

/// <summary>The five characters that Windows programs take for a dash (modifiers appendix, "windash").</summary>
internal static class Windash
{
    public static readonly byte[][] All = ["-"u8.ToArray(), "/"u8.ToArray(), "\u2013"u8.ToArray(), "\u2014"u8.ToArray(), "\u2015"u8.ToArray()];

    /// <summary>True when the text begins with an en dash, an em dash or a horizontal bar, three bytes each.</summary>
    public static bool IsLongDash(ReadOnlySpan<byte> text) =>
        text is [0xE2, 0x80, 0x93 or 0x94 or 0x95, ..];

    /// <summary>Puts a dash piece in place of each dash in plain bytes.</summary>
    public static IEnumerable<Piece> Split(IEnumerable<Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            if (piece.Kind != PieceKind.Bytes)
            {
                yield return piece;
                continue;
            }

            var start = 0;
            for (var place = 0; place < piece.Bytes.Length;)
            {
                var length = piece.Bytes[place] is (byte)'-' or (byte)'/' ? 1 : IsLongDash(piece.Bytes.AsSpan(place)) ? 3 : 0;
                if (length == 0)
                {
                    place++;
                    continue;
                }

                if (place > start)
                {
                    yield return new(PieceKind.Bytes, piece.Bytes[start..place]);
                }

                yield return Piece.Dash;
                place += length;
                start = place;
            }

            if (start < piece.Bytes.Length)
            {
                yield return new(PieceKind.Bytes, piece.Bytes[start..]);
            }
        }
    }
}
