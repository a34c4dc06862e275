using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>Encodes the plain pieces of a text as UTF-16; wildcards stay as they are.</summary>
internal static class Encoding16
{
    public static IEnumerable<Piece> Apply(SigmaModifier modifier, IEnumerable<Piece> pieces)
    {
        var encoding = modifier == SigmaModifier.Utf16Be ? Encoding.BigEndianUnicode : Encoding.Unicode;
        if (modifier == SigmaModifier.Utf16)
        {
            yield return new(PieceKind.Bytes, [0xFF, 0xFE]);
        }

        foreach (var piece in pieces)
        {
            yield return piece.Kind == PieceKind.Bytes ? new(PieceKind.Bytes, encoding.GetBytes(Encoding.UTF8.GetString(piece.Bytes))) : piece;
        }
    }
}
