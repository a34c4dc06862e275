namespace Kotwal.Doctor;

/// <summary>Looks at one part of a data folder.</summary>
internal interface IDataCheck
{
    /// <summary>Looks, and mends when asked to; what is wrong goes into the examination.</summary>
    /// <exception cref="IOException">The part cannot be read at all; told as a fault of it.</exception>
    Task LookAsync(Examination examination, CancellationToken cancel);

    /// <summary>The part's name in answers.</summary>
    string Part { get; }
}
