using System.Data.Common;
using System.Security.Cryptography;
using Kotwal.Inputs;

namespace Kotwal.Doctor;

/// <summary>Looks at every part of a data folder, in the order in which a record passes through them.</summary>
internal static class DataDoctor
{
    private static readonly IDataCheck[] Checks =
    [
        new PlaceCheck(), new SettingsCheck(), new SpoolCheck(), new LakeFolderCheck(), new AgeCheck(), new StateCheck(), new SmallFilesCheck(), new KeysCheck(),
    ];

    public static async Task RunAsync(Examination examination, CancellationToken cancel)
    {
        foreach (var check in Checks)
        {
            try
            {
                await check.LookAsync(examination, cancel);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DbException or CryptographicException
                or InvalidDataException or BadInputException)
            {
                // One part that cannot be read must not hide the others.
                examination.Add(new(check.Part, examination.Data.Root, failure.Message, "Look at the disk and at the permissions."));
            }
        }
    }
}
