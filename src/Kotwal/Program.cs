using Kotwal.Commands;

return await CommandLine.RunAsync(args);
