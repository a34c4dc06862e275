using Kotwal.City.Data;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Tests.Data;

/// <summary>What the databases would do with text by themselves differs; what the city's state does with it must not.</summary>
public sealed class TextTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_is_ordered_and_compared_by_its_bytes()
    {
        await using var city = await TestCity.CreateAsync();
        await SaveAsync(city, "a", "B", "_", "Z", "é", "10", "9");
        await using var context = await city.ContextAsync();

        var order = await context.Set<Sighting>().OrderBy(s => s.Note).Select(s => s.Note).ToListAsync(Cancel);
        var beyond = await context.Set<Sighting>().Where(s => string.Compare(s.Note, "Z") > 0).OrderBy(s => s.Note).Select(s => s.Note).ToListAsync(Cancel);

        Assert.Equal(["10", "9", "B", "Z", "_", "a", "é"], order);
        Assert.Equal(["_", "a", "é"], beyond);
    }

    [Theory]
    [InlineData("100%", "0%", true)]
    [InlineData("100", "0%", false)]
    [InlineData("a_b", "_", true)]
    [InlineData("ab", "_", false)]
    [InlineData("Pump", "pump", false)]
    [InlineData(@"a\b", @"\", true)]
    public async Task What_is_looked_for_in_a_text_means_itself(string note, string part, bool isFound)
    {
        await using var city = await TestCity.CreateAsync();
        await SaveAsync(city, note);
        await using var context = await city.ContextAsync();

        Assert.Equal(isFound, await context.Set<Sighting>().AnyAsync(s => s.Note!.Contains(part), Cancel));
    }

    // Halves of surrogate pairs do not survive an attribute, so these are facts.
    [Fact]
    public async Task A_text_of_a_stranger_never_stops_a_row()
    {
        await using var city = await TestCity.CreateAsync();

        await SaveAsync(city, "a\0b", "\ud800", "x\udc00", "longer than the model says");

        await using var context = await city.ContextAsync();
        Assert.Equal(4, await context.Set<Sighting>().CountAsync(Cancel));
    }

    [Fact]
    public async Task A_question_with_such_a_text_finds_nothing_and_does_not_fail()
    {
        await using var city = await TestCity.CreateAsync();
        await SaveAsync(city, "a", "b");
        await using var context = await city.ContextAsync();

        foreach (var text in new[] { "a\0b", "\udc00x" })
        {
            string[] some = [text, "c"];
            Assert.Equal(0, await context.Set<Sighting>().CountAsync(s => s.Note == text, Cancel));
            Assert.Equal(0, await context.Set<Sighting>().CountAsync(s => s.Note!.Contains(text), Cancel));
            Assert.Equal(0, await context.Set<Sighting>().CountAsync(s => some.Contains(s.Note), Cancel));
        }
    }

    [Fact]
    public void Only_what_no_database_takes_is_replaced()
    {
        string[] texts = ["", "plain पानी 🚰", "a\0b", "\ud83d", "\udeb0\ud83d"];

        Assert.Equal(["", "plain पानी 🚰", "a\uFFFDb", "\uFFFD", "\uFFFD\uFFFD"], texts.Select(StorableText.Of));
    }

    private static async Task SaveAsync(TestCity city, params string[] notes)
    {
        await using var context = await city.ContextAsync();
        context.AddRange(notes.Select(note => new Sighting { Id = new(Guid.CreateVersion7(Some.Noon)), At = Some.Noon, Note = note }));
        await context.SaveChangesAsync(Cancel);
    }
}
