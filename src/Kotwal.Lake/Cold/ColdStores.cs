using Kotwal.Lake.Encryption;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Cold;

/// <summary>The list of kinds of cold stores.</summary>
internal static class ColdStores
{
    /// <summary>Opens the store that settings name, without asking it anything yet; null when they name none.</summary>
    /// <exception cref="InvalidDataException">A master key is not where the settings say.</exception>
    public static ColdObjects? Open(ColdOptions options, LakeFiles files) => options switch
    {
        { IsSet: false } => null,
        { Keys.Count: 0 } => throw new InvalidDataException("Lake:Cold has a store but no master key in Lake:Cold:Keys."),
        _ => new ColdObjects(Create(options, files), MasterKeyRing.Load(options.Keys)),
    };

    private static IColdStore Create(ColdOptions options, LakeFiles files) =>
        options.Folder.Length > 0 ? new FolderColdStore(options.Folder, files) : new S3ColdStore(options.S3);
}
