using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>One function: what the reader accepts, the reference page says and the plan computes.</summary>
/// <param name="Signature">The call with its arguments; an optional one in brackets.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Example">A whole hunt that uses it.</param>
/// <param name="Fewest">Fewest arguments.</param>
/// <param name="Most">Most arguments.</param>
/// <param name="Bind">Makes the value out of bound arguments; their number has been checked.</param>
internal sealed record HuntFunction(
    string Signature, string Meaning, string Example, int Fewest, int Most, Func<BoundCall, Scalar> Bind)
{
    /// <summary>The name alone.</summary>
    public string Name { get; } = Signature[..Signature.IndexOf('(', StringComparison.Ordinal)];

    /// <summary>Names of the parts of a value that is several; empty for a function that has one. Such a call stands alone in an extend or project.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    /// <summary>True for a function that looks at other rows, in their order.</summary>
    public bool IsWindow { get; init; }

    /// <summary>True for a function over the rows of a group.</summary>
    public bool IsAggregate { get; init; }
}
