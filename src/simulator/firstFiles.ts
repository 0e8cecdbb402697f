// What lies in the editor on a first visit: the book's webapp ReplicationController, with the port that Tomcat listens on.

export const FIRST_FILE = 'webapp-rc.yaml';

export const firstFiles: Readonly<Record<string, string>> = {
  [FIRST_FILE]: `apiVersion: v1
kind: ReplicationController
metadata:
  name: webapp
spec:
  replicas: 2
  template:
    metadata:
      name: webapp
      labels:
        app: webapp
    spec:
      containers:
      - name: webapp
        image: tomcat
        ports:
        - containerPort: 8080
`,
};
