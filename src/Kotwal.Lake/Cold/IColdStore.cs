namespace Kotwal.Lake.Cold;

/// <summary>
/// A place for objects of bytes, by name: a folder or a bucket. What is put under a name takes the place of what was there, whole or not at
/// all. Names are paths with forward slashes. It sees encrypted bytes only. May be asked from many threads.
/// </summary>
internal interface IColdStore : IDisposable
{
    /// <summary>What it is, for people: its folder or address, without secrets.</summary>
    string Place { get; }

    /// <summary>Puts an object; it is durable when this returns. Reads the stream once, and holds a part of it in memory at most.</summary>
    /// <exception cref="IOException">The store cannot be reached or is full; the caller may try again.</exception>
    Task PutAsync(string name, Stream content, CancellationToken cancel);

    /// <summary>Opens an object for reading from its first byte.</summary>
    /// <exception cref="FileNotFoundException">There is none of that name, as far as can be told: a store that is away may look like an empty one.</exception>
    /// <exception cref="IOException">The store cannot be reached; reading the stream may throw it, too.</exception>
    Task<Stream> OpenAsync(string name, CancellationToken cancel);

    /// <summary>Deletes an object; that there is none is no error.</summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    Task DeleteAsync(string name, CancellationToken cancel);

    /// <summary>All objects, in no order.</summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    IAsyncEnumerable<ColdObject> ListAsync(CancellationToken cancel);

    /// <summary>Removes what a crash left of objects that never became whole. For the one process that puts.</summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    Task RemoveUnfinishedAsync(CancellationToken cancel);
}

/// <summary>An object in a cold store.</summary>
internal readonly record struct ColdObject(string Name, long Bytes);
