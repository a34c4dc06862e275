namespace Kotwal.Hunt;

/// <summary>A hunt as data: what was asked, read from text and checked. Immutable.</summary>
public sealed partial record HuntQuery(string Text);
