/** What `--help` says. */

export const program = 'npm run cli --';

export const commands = ['simulate', 'hash', 'validate'] as const;
export type Command = (typeof commands)[number];

const general = `Rollout Playground's cluster on the command line: it behaves as Kubernetes does, in virtual time.

Usage:
  ${program} COMMAND FILE [flags]

Commands:
  simulate   Roll a Deployment out and tell how long it took, how few pods were available and how many there were
  hash       Print the names of the ReplicaSets that the Deployments of a file get
  validate   Say what the API server would say of a file, with line and column

Use "${program} COMMAND --help" for more about a command.
`;

const simulate = `Applies a manifest to a fresh cluster and waits until its Deployments are complete; with --set-image it then updates them.
A scenario (JSON, as the page saves it) is played as it was recorded.

Usage:
  ${program} simulate FILE.yaml|SCENARIO.json [flags]

Examples:
  ${program} simulate web.yaml --set-image web=shop/web:2.1.0
  ${program} simulate web.yaml --set-image shop/web:2.1.0 --min-available 100% --within 5m

Flags:
      --set-image [CONTAINER=]IMAGE   Update the image once the first rollout is complete
      --until DURATION                How long to watch one rollout before it counts as failed (default 10m)
      --seed N                        What chance depends on (default 1; a scenario has its own)
      --kubernetes VERSION            1.22 to 1.37 (default 1.37; a scenario has its own)
      --nodes N                       Machines of 4 CPUs, 8Gi and room for 110 pods (default 3; a scenario has its own)
      --client-rate-limits            Controllers call the API no faster than in life: 20 times a second, 30 at once (a scenario has its own)
  -o, --output FORMAT                 summary, events, trace or json (default summary)
      --min-available N|N%            Fail when fewer pods than that were available during an update (percent of replicas, rounded up)
      --max-pods N                    Fail when more pods than that were there at once during an update; pods being deleted do not count
      --within DURATION               Fail when a rollout took longer

Exit code: 0 complete within all bounds; 1 refused, failed, or a bound was broken; 2 the command was wrong.
`;

const hash = `Prints the name of the ReplicaSet that each Deployment of a file gets: its name and the hash of its pod template.

Usage:
  ${program} hash FILE.yaml [--kubernetes VERSION]

Flags:
      --kubernetes VERSION   1.22 to 1.37 (default 1.37): the hash depends on it
`;

const validate = `Says what the API server would say of each object of a file, with the line and column of what it complains about.

Usage:
  ${program} validate FILE.yaml [--kubernetes VERSION]

Flags:
      --kubernetes VERSION   1.22 to 1.37 (default 1.37)

Exit code: 0 all accepted; 1 something was refused; 2 the command was wrong.
`;

export const help = { general, simulate, hash, validate } as const;
