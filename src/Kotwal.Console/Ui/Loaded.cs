namespace Kotwal.Console.Ui;

/// <summary>What a page knows of something it reads: nothing yet, that it failed, or the value. Made new, it is loading.</summary>
/// <typeparam name="T">What is read.</typeparam>
public sealed class Loaded<T>
{
    /// <summary>The value; meaningful when <see cref="HasValue"/>.</summary>
    public T? Value { get; private init; }

    public bool HasValue { get; private init; }

    /// <summary>
    /// The number under which the log says why it could not be read; null when it could. The reason itself is not for whoever looks:
    /// it may name paths and addresses. A failure may come with the value read before.
    /// </summary>
    public string? Failure { get; private init; }

    /// <summary>Reading failed; what was read before stays visible.</summary>
    /// <param name="number">The number that is in the log, too.</param>
    public Loaded<T> Failed(string number) => new() { Value = Value, HasValue = HasValue, Failure = number };

    internal static Loaded<T> From(T value) => new() { Value = value, HasValue = true };
}

/// <summary>Makes a <see cref="Loaded{T}"/> without spelling out its type.</summary>
public static class Loaded
{
    public static Loaded<T> Of<T>(T value) => Loaded<T>.From(value);
}
