namespace Kotwal.Lake.Tests;

/// <summary>What event stores promise besides that keep their events when they are closed.</summary>
public abstract class KeptEventStoreContract : EventStoreContract
{
    [Fact]
    public async Task What_is_stored_is_there_after_reopening()
    {
        await using (var store = await OpenAsync())
        {
            await AppendAsync(store, 0, 3);
        }

        await using var again = await OpenAsync();

        Assert.Equal(3, again.StoredUpTo(Some.Spool));
        Assert.Equal(3, await CountAsync(again));
    }
}
