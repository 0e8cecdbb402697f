// Usage of the commands of kubectl 1.0 that run, expose and scale what is there.

import { flagsOf, type CommandUsage } from './commandUsage.ts';

export const printing = `
      --no-headers=false: When using the default output, don't print headers.
  -o, --output="": Output format. One of: json|yaml|template|templatefile|wide.
      --output-version="": Output the formatted object with the given version (default api-version).
  -t, --template="": Template string or path to template file to use when -o=template or -o=templatefile.  The template format is golang templates [http://golang.org/pkg/text/template/#pkg-overview]
`;

export const selector = `
  -l, --selector="": Selector (label query) to filter on
`;

export const logs: CommandUsage = {
  name: 'logs',
  aliases: ['log'],
  short: 'Print the logs for a container in a pod.',
  long: 'Print the logs for a container in a pod. If the pod has only one container, the container name is optional.',
  line: 'logs [-f] [-p] POD [-c CONTAINER]',
  example: `// Returns snapshot of ruby-container logs from pod 123456-7890.
$ kubectl logs 123456-7890 ruby-container

// Returns snapshot of previous terminated ruby-container logs from pod 123456-7890.
$ kubectl logs -p 123456-7890 ruby-container

// Starts streaming of ruby-container logs from pod 123456-7890.
$ kubectl logs -f 123456-7890 ruby-container`,
  flags: flagsOf(`
  -c, --container="": Container name
  -f, --follow=false: Specify if the logs should be streamed.
      --interactive=true: If true, prompt the user for input when required. Default true.
  -p, --previous=false: If true, print the logs for the previous instance of the container in a pod if it exists.
`),
};

export const rollingUpdate: CommandUsage = {
  name: 'rolling-update',
  aliases: ['rollingupdate'],
  short: 'Perform a rolling update of the given ReplicationController.',
  long: `Perform a rolling update of the given ReplicationController.

Replaces the specified controller with new controller, updating one pod at a time to use the
new PodTemplate. The new-controller.json must specify the same namespace as the
existing controller and overwrite at least one (common) label in its replicaSelector.`,
  line: 'rolling-update OLD_CONTROLLER_NAME ([NEW_CONTROLLER_NAME] --image=NEW_CONTAINER_IMAGE | -f NEW_CONTROLLER_SPEC)',
  example: `// Update pods of frontend-v1 using new controller data in frontend-v2.json.
$ kubectl rolling-update frontend-v1 -f frontend-v2.json

// Update pods of frontend-v1 using JSON data passed into stdin.
$ cat frontend-v2.json | kubectl rolling-update frontend-v1 -f -

// Update the pods of frontend-v1 to frontend-v2 by just changing the image, and switching the
// name of the replication controller.
$ kubectl rolling-update frontend-v1 frontend-v2 --image=image:v2

// Update the pods of frontend by just changing the image, and keeping the old name
$ kubectl rolling-update frontend --image=image:v2
`,
  flags: flagsOf(`
      --deployment-label-key="deployment": The key to use to differentiate between two different controllers, default 'deployment'.  Only relevant when --image is specified, ignored otherwise
      --dry-run=false: If true, print out the changes that would be made, but don't actually make them.
  -f, --filename="": Filename or URL to file to use to create the new controller.
      --image="": Image to use for upgrading the replication controller.  Can not be used with --filename/-f
      --poll-interval="3s": Time delay between polling for replication controller status after the update. Valid time units are "ns", "us" (or "µs"), "ms", "s", "m", "h".
      --rollback=false: If true, this is a request to abort an existing rollout that is partially rolled out. It effectively reverses current and next and runs a rollout
      --timeout="5m0s": Max time to wait for a controller to update before giving up. Valid time units are "ns", "us" (or "µs"), "ms", "s", "m", "h".
      --update-period="1m0s": Time to wait between updating pods. Valid time units are "ns", "us" (or "µs"), "ms", "s", "m", "h".
${printing}`),
};

export const scale: CommandUsage = {
  name: 'scale',
  aliases: ['resize'],
  short: 'Set a new size for a Replication Controller.',
  long: `Set a new size for a Replication Controller.

Scale also allows users to specify one or more preconditions for the scale action.
If --current-replicas or --resource-version is specified, it is validated before the
scale is attempted, and it is guaranteed that the precondition holds true when the
scale is sent to the server.`,
  line: 'scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT RESOURCE ID',
  example: `// Scale replication controller named 'foo' to 3.
$ kubectl scale --replicas=3 replicationcontrollers foo

// If the replication controller named foo's current size is 2, scale foo to 3.
$ kubectl scale --current-replicas=2 --replicas=3 replicationcontrollers foo`,
  flags: flagsOf(`
      --current-replicas=-1: Precondition for current size. Requires that the current size of the replication controller match this value in order to scale.
      --replicas=-1: The new desired number of replicas. Required.
      --resource-version="": Precondition for resource version. Requires that the current resource version match this value in order to scale.
`),
};

export const exec: CommandUsage = {
  name: 'exec',
  short: 'Execute a command in a container.',
  long: 'Execute a command in a container.',
  line: 'exec POD -c CONTAINER -- COMMAND [args...]',
  example: `// get output from running 'date' from pod 123456-7890, using the first container by default
$ kubectl exec 123456-7890 date

// get output from running 'date' in ruby-container from pod 123456-7890
$ kubectl exec 123456-7890 -c ruby-container date

// switch to raw terminal mode, sends stdin to 'bash' in ruby-container from pod 123456-780 and sends stdout/stderr from 'bash' back to the client
$ kubectl exec 123456-7890 -c ruby-container -i -t -- bash -il`,
  flags: flagsOf(`
  -c, --container="": Container name
  -p, --pod="": Pod name
  -i, --stdin=false: Pass stdin to the container
  -t, --tty=false: Stdin is a TTY
`),
};

export const run: CommandUsage = {
  name: 'run',
  aliases: ['run-container'],
  short: 'Run a particular image on the cluster.',
  long: `Create and run a particular image, possibly replicated.
Creates a replication controller to manage the created container(s).`,
  line: 'run NAME --image=image [--port=port] [--replicas=replicas] [--dry-run=bool] [--overrides=inline-json]',
  example: `// Starts a single instance of nginx.
$ kubectl run nginx --image=nginx

// Starts a replicated instance of nginx.
$ kubectl run nginx --image=nginx --replicas=5

// Dry run. Print the corresponding API objects without creating them.
$ kubectl run nginx --image=nginx --dry-run

// Start a single instance of nginx, but overload the spec of the replication controller with a partial set of values parsed from JSON.
$ kubectl run nginx --image=nginx --overrides='{ "apiVersion": "v1", "spec": { ... } }'`,
  flags: flagsOf(`
      --dry-run=false: If true, only print the object that would be sent, without sending it.
      --generator="run/v1": The name of the API generator to use.  Default is 'run-controller/v1'.
      --hostport=-1: The host port mapping for the container port. To demonstrate a single-machine container.
      --image="": The image for the container to run.
  -l, --labels="": Labels to apply to the pod(s).
      --overrides="": An inline JSON override for the generated object. If this is non-empty, it is used to override the generated object. Requires that the object supply a valid apiVersion field.
      --port=-1: The port that this container exposes.
  -r, --replicas=1: Number of replicas to create for this container. Default is 1.
${printing}`),
};

export const stop: CommandUsage = {
  name: 'stop',
  short: 'Gracefully shut down a resource by name or filename.',
  long: `Gracefully shut down a resource by name or filename.

Attempts to shut down and delete a resource that supports graceful termination.
If the resource is scalable it will be scaled to 0 before deletion.`,
  line: 'stop (-f FILENAME | RESOURCE (NAME | -l label | --all))',
  flags: flagsOf(`
      --all=false: [-all] to select all the specified resources.
  -f, --filename=[]: Filename, directory, or URL to file of resource(s) to be stopped.
      --grace-period=-1: Period of time in seconds given to the resource to terminate gracefully. Ignored if negative.
      --ignore-not-found=false: Treat "resource not found" as a successful stop.
  -l, --selector="": Selector (label query) to filter on.
      --timeout=0s: The length of time to wait before giving up on a delete, zero means determine a timeout from the size of the object
`),
};

export const expose: CommandUsage = {
  name: 'expose',
  short: 'Take a replicated application and expose it as Kubernetes Service',
  long: `Take a replicated application and expose it as Kubernetes Service.

Looks up a replication controller or service by name and uses the selector for that resource as the
selector for a new Service on the specified port. If no labels are specified, the new service will
re-use the labels from the resource it exposes.`,
  line: 'expose RESOURCE NAME --port=port [--protocol=TCP|UDP] [--target-port=number-or-name] [--name=name] [--public-ip=ip] [--type=type]',
  example: `// Creates a service for a replicated nginx, which serves on port 80 and connects to the containers on port 8000.
$ kubectl expose rc nginx --port=80 --target-port=8000

// Creates a second service based on the above service, exposing the container port 8443 as port 443 with the name "nginx-https"
$ kubectl expose service nginx --port=443 --target-port=8443 --name=nginx-https

// Create a service for a replicated streaming application on port 4100 balancing UDP traffic and named 'video-stream'.
$ kubectl expose rc streamer --port=4100 --protocol=udp --name=video-stream`,
  flags: flagsOf(`
      --container-port="": Synonym for --target-port
      --create-external-load-balancer=false: If true, create an external load balancer for this service (trumped by --type). Implementation is cloud provider dependent. Default is 'false'.
      --dry-run=false: If true, only print the object that would be sent, without creating it.
      --generator="service/v2": The name of the API generator to use. There are 2 generators: 'service/v1' and 'service/v2'. The only difference between them is that service port in v1 is named 'default', while it is left unnamed in v2. Default is 'service/v2'.
  -l, --labels="": Labels to apply to the service created by this call.
      --name="": The name for the newly created object.
      --overrides="": An inline JSON override for the generated object. If this is non-empty, it is used to override the generated object. Requires that the object supply a valid apiVersion field.
      --port=-1: The port that the service should serve on. Copied from the resource being exposed, if unspecified
      --protocol="TCP": The network protocol for the service to be created. Default is 'tcp'.
      --public-ip="": Name of a public IP address to set for the service. The service will be assigned this IP in addition to its generated service IP.
      --selector="": A label selector to use for this service. If empty (the default) infer the selector from the replication controller.
      --target-port="": Name or number for the port on the container that the service should direct traffic to. Optional.
      --type="": Type for this service: ClusterIP, NodePort, or LoadBalancer. Default is 'ClusterIP' unless --create-external-load-balancer is specified.
${printing}`),
};

export const label: CommandUsage = {
  name: 'label',
  short: 'Update the labels on a resource',
  long: `Update the labels on a resource.

A label must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters.
If --overwrite is true, then existing labels can be overwritten, otherwise attempting to overwrite a label will result in an error.
If --resource-version is specified, then updates will use this resource version, otherwise the existing resource-version will be used.`,
  line: 'label [--overwrite] RESOURCE NAME KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  example: `// Update pod 'foo' with the label 'unhealthy' and the value 'true'.
$ kubectl label pods foo unhealthy=true

// Update pod 'foo' with the label 'status' and the value 'unhealthy', overwriting any existing value.
$ kubectl label --overwrite pods foo status=unhealthy

// Update all pods in the namespace
$ kubectl label pods --all status=unhealthy

// Update pod 'foo' only if the resource is unchanged from version 1.
$ kubectl label pods foo status=unhealthy --resource-version=1

// Update pod 'foo' by removing a label named 'bar' if it exists.
// Does not require the --overwrite flag.
$ kubectl label pods foo bar-`,
  flags: flagsOf(`
      --all=false: select all resources in the namespace of the specified resource types
      --overwrite=false: If true, allow labels to be overwritten, otherwise reject label updates that overwrite existing labels.
      --resource-version="": If non-empty, the labels update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.
${printing}${selector}`),
};
