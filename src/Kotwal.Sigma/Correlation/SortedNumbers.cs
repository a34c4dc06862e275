namespace Kotwal.Sigma.Correlation;

/// <summary>Numbers in order, as blocks of bounded length, so that putting one in or taking one out moves a block and not all of them.</summary>
internal sealed class SortedNumbers
{
    private const int LongestBlock = 1_024;

    // Never an empty block. Each begins where the one before it ends.
    private readonly List<List<decimal>> blocks = [];

    /// <summary>The number at a place, counted from the smallest.</summary>
    public decimal this[int place]
    {
        get
        {
            var block = 0;
            while (place >= blocks[block].Count)
            {
                place -= blocks[block++].Count;
            }

            return blocks[block][place];
        }
    }

    public void Add(decimal number)
    {
        if (blocks.Count == 0)
        {
            blocks.Add([number]);
            return;
        }

        var place = Math.Min(BlockOf(number), blocks.Count - 1);
        var block = blocks[place];
        block.Insert(PlaceIn(block, number), number);
        if (block.Count > LongestBlock)
        {
            blocks.Insert(place + 1, block.GetRange(LongestBlock / 2, block.Count - (LongestBlock / 2)));
            block.RemoveRange(LongestBlock / 2, block.Count - (LongestBlock / 2));
        }
    }

    /// <summary>Takes a number out that was put in.</summary>
    public void Remove(decimal number)
    {
        var place = BlockOf(number);
        var block = blocks[place];
        block.RemoveAt(PlaceIn(block, number));
        if (block.Count == 0)
        {
            blocks.RemoveAt(place);
        }
    }

    /// <summary>The first block that ends at the number or beyond it.</summary>
    private int BlockOf(decimal number)
    {
        var (low, high) = (0, blocks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = blocks[middle][^1] < number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int PlaceIn(List<decimal> block, decimal number)
    {
        var place = block.BinarySearch(number);
        return place < 0 ? ~place : place;
    }
}
