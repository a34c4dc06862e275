namespace Kotwal.Console.Ui;

/// <summary>What a page knows of something it reads: nothing yet, that it failed, or the value. Made new, it is loading.</summary>
/// <typeparam name="T">What is read.</typeparam>
public sealed class Loaded<T>
{
    /// <summary>The value; meaningful when <see cref="HasValue"/>.</summary>
    public T? Value { get; private init; }

    public bool HasValue { get; private init; }

    /// <summary>
    /// Why it could not be read, in words for the person who looks; null when it could. A failure may come with the value read
    /// before.
    /// </summary>
    public string? Failure { get; private init; }

    /// <summary>Reading failed; what was read before stays visible.</summary>
    public Loaded<T> Failed(string why) => new() { Value = Value, HasValue = HasValue, Failure = why };

    internal static Loaded<T> From(T value) => new() { Value = value, HasValue = true };
}

/// <summary>Makes a <see cref="Loaded{T}"/> without spelling out its type.</summary>
public static class Loaded
{
    public static Loaded<T> Of<T>(T value) => Loaded<T>.From(value);
}
