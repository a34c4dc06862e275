using System.Runtime.CompilerServices;

namespace Kotwal.Sigma.Search;

/// <summary>Numbers of literals that were found, some perhaps twice. Grows until it has seen the most.</summary>
internal sealed class HitList
{
    private int[] numbers = new int[256];
    private int count;

    public ReadOnlySpan<int> Numbers => numbers.AsSpan(0, count);

    public void Clear() => count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int number)
    {
        if (count == numbers.Length)
        {
            Array.Resize(ref numbers, count * 2);
        }

        numbers[count++] = number;
    }

    public void Add(ReadOnlySpan<int> more)
    {
        foreach (var number in more)
        {
            Add(number);
        }
    }
}
