namespace Kotwal.Tests.Access;

/// <summary>All walks go over one server: to let in visitors of every role by their passwords takes a while.</summary>
[CollectionDefinition(Name)]
public sealed class Walk : ICollectionFixture<WalkedServer>
{
    public const string Name = "walk";
}
