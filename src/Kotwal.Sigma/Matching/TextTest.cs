using System.Buffers;
using System.Text;

namespace Kotwal.Sigma.Matching;

/// <summary>What one piece of a text pattern stands for.</summary>
internal enum PieceKind : byte
{
    Bytes,
    AnyOne,
    AnyRun,
    Dash,
}

/// <param name="Kind">What it stands for.</param>
/// <param name="Bytes">The bytes of a plain piece, else empty.</param>
internal readonly record struct Piece(PieceKind Kind, byte[] Bytes)
{
    public static readonly Piece AnyOne = new(PieceKind.AnyOne, []);
    public static readonly Piece AnyRun = new(PieceKind.AnyRun, []);
    public static readonly Piece Dash = new(PieceKind.Dash, []);
}

/// <summary>
/// A text with wildcards, cut at each <c>*</c> into segments: the first begins the value, the last ends it, and those between are
/// found from left to right. A segment always covers the same number of characters, so the leftmost place is as good as any.
/// </summary>
internal sealed class TextTest : ValueTest
{
    private readonly Piece[][] segments;
    private readonly bool isCased;
    private readonly NumericText? number;

    public TextTest(IEnumerable<Piece> pieces, bool isCased, string pattern)
        : base(pattern)
    {
        this.isCased = isCased;
        segments = Cut(pieces, isCased);
        number = segments is [[{ Kind: PieceKind.Bytes } only]] && NumericText.TryRead(only.Bytes, out var read) ? read : null;
    }

    public override bool NeedsFold => !isCased;

    public bool IsCased => isCased;

    /// <summary>The number that the text is, for events that have a number there; null when it is none.</summary>
    public NumericText? Number => number;

    /// <summary>What stands between the stars; empty at the ends where a star is.</summary>
    public Piece[][] Segments => segments;

    public override bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind) =>
        MatchesText(isCased ? text : folded)
        || (kind == SigmaValueKind.Number && number is { } wanted && NumericText.TryRead(text, out var actual) && actual.CompareTo(wanted) == 0);

    private static Piece[][] Cut(IEnumerable<Piece> pieces, bool isCased)
    {
        var segments = new List<Piece[]>();
        var segment = new List<Piece>();
        foreach (var piece in pieces)
        {
            if (piece.Kind == PieceKind.AnyRun)
            {
                // Stars beside each other are one star.
                if (segments.Count == 0 || segment.Count > 0)
                {
                    segments.Add([.. segment]);
                    segment.Clear();
                }
            }
            else
            {
                segment.Add(piece.Kind == PieceKind.Bytes && !isCased ? new(PieceKind.Bytes, Utf8Fold.Fold(piece.Bytes)) : piece);
            }
        }

        segments.Add([.. segment]);
        return [.. segments];
    }

    private bool MatchesText(ReadOnlySpan<byte> text)
    {
        var place = EndAt(segments[0], text, 0);
        if (place < 0)
        {
            return false;
        }

        if (segments.Length == 1)
        {
            return place == text.Length;
        }

        for (var index = 1; index < segments.Length - 1; index++)
        {
            place = FindEnd(segments[index], text, place, mustEnd: false);
            if (place < 0)
            {
                return false;
            }
        }

        return EndsWith(segments[^1], text, place);
    }

    private static bool EndsWith(Piece[] segment, ReadOnlySpan<byte> text, int place) => segment switch
    {
        [] => true,
        [{ Kind: PieceKind.Bytes } only] => text.Length - only.Bytes.Length >= place && text.EndsWith(only.Bytes),
        _ => FindEnd(segment, text, place, mustEnd: true) >= 0,
    };

    /// <summary>Finds the segment at or behind a place and gives where it ends; -1 when it is not there.</summary>
    private static int FindEnd(Piece[] segment, ReadOnlySpan<byte> text, int place, bool mustEnd)
    {
        if (segment is [])
        {
            return place;
        }

        while (place <= text.Length)
        {
            if (segment[0].Kind == PieceKind.Bytes)
            {
                var found = text[place..].IndexOf(segment[0].Bytes);
                if (found < 0)
                {
                    return -1;
                }

                place += found;
            }

            var end = EndAt(segment, text, place);
            if (end >= 0 && (!mustEnd || end == text.Length))
            {
                return end;
            }

            if (place == text.Length)
            {
                return -1;
            }

            place += LengthOfCharacter(text[place..]);
        }

        return -1;
    }

    /// <summary>Where the segment ends that begins at a place; -1 when it does not stand there.</summary>
    private static int EndAt(Piece[] segment, ReadOnlySpan<byte> text, int place)
    {
        foreach (var piece in segment)
        {
            var rest = text[place..];
            var length = piece.Kind switch
            {
                PieceKind.Bytes => rest.StartsWith(piece.Bytes) ? piece.Bytes.Length : -1,
                PieceKind.Dash => LengthOfDash(rest),
                _ => rest.IsEmpty ? -1 : LengthOfCharacter(rest),
            };
            if (length < 0)
            {
                return -1;
            }

            place += length;
        }

        return place;
    }

    private static int LengthOfCharacter(ReadOnlySpan<byte> text) =>
        text[0] < 0x80 || Rune.DecodeFromUtf8(text, out _, out var read) != OperationStatus.Done ? 1 : read;

    private static int LengthOfDash(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return -1;
        }

        return text[0] is (byte)'-' or (byte)'/' ? 1 : Windash.IsLongDash(text) ? 3 : -1;
    }
}
