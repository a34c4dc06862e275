using System.Buffers;

namespace Kotwal.Sigma.Matching;

/// <summary>Holds folded text: short ones on the stack, long ones in a rented array that is used again and given back once.</summary>
internal ref struct FoldBuffer(Span<byte> stack)
{
    /// <summary>A stack size that holds most values of real events.</summary>
    public const int StackLength = 384;

    private readonly Span<byte> stack = stack;
    private byte[]? rented;

    public ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> text)
    {
        var needed = Utf8Fold.MaxLength(text.Length);
        if (needed <= stack.Length)
        {
            return stack[..Utf8Fold.Fold(text, stack)];
        }

        if (rented is null || rented.Length < needed)
        {
            Return();
            rented = ArrayPool<byte>.Shared.Rent(needed);
        }

        return rented.AsSpan(0, Utf8Fold.Fold(text, rented));
    }

    public void Return()
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
            rented = null;
        }
    }
}
