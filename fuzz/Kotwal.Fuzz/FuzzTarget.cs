namespace Kotwal.Fuzz;

/// <summary>Something that is given bytes of strangers.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Samples">Where its samples are: files, one input a line or whole.</param>
/// <param name="Words">Words that mean something to it.</param>
/// <param name="BrokenAsync">Gives it an input and answers the promise that was broken, or null. A promise is never to throw.</param>
internal sealed record FuzzTarget(
    string Name, SampleFiles Samples, IReadOnlyList<byte[]> Words, Func<byte[], ValueTask<string?>> BrokenAsync);
