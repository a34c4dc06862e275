namespace Kotwal.Lake.Seals;

/// <summary>A link of the chain as somebody noted it elsewhere, such as the audit trail.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Sha256">SHA-256 of its file, in lower-case hexadecimal digits.</param>
public sealed record NotedSeal(long Sequence, string Sha256);
