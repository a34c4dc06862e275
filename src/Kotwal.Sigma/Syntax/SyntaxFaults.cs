namespace Kotwal.Sigma.Syntax;

/// <summary>Collects what is wrong with one text, in the order in which it is found.</summary>
internal sealed class SyntaxFaults(string? path, SigmaLimits limits)
{
    private readonly List<SigmaError> errors = [];

    public SigmaLimits Limits { get; } = limits;

    public IReadOnlyList<SigmaError> Errors => errors;

    public void Add(SourcePosition at, string reason) => errors.Add(new(path, at, reason));
}
